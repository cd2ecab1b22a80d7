using System.Reflection;

namespace Aspire.Hosting;

/// <summary>
/// An AppHost that fails by a fault of its user's says it in its own words and exits with code 1;
/// a stack trace would bury the message. Exceptions keep travelling as Aspire's do, so callers may still catch them.
/// </summary>
internal static class FailureReport
{
    private static int s_installed;

    public static void Install(DistributedApplicationOptions options)
    {
        if (BuilderHook.Current is not null || options.Assembly != Assembly.GetEntryAssembly() || Interlocked.Exchange(ref s_installed, 1) == 1)
        {
            return;
        }

        AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
        {
            if (Message(failure.ExceptionObject as Exception) is { } message)
            {
                Console.Error.WriteLine($"error: {message}");
                Environment.Exit(1);
            }
        };
    }

    internal static string? Message(Exception? exception) => exception switch
    {
        DistributedApplicationException e => e.Message,
        AggregateException { InnerExceptions: [var only] } => Message(only),
        _ => null,
    };
}
