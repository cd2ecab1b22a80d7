using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Tells in the application's own log of a process that ended badly, with what it wrote last: in a terminal or in CI's
/// output there is no dashboard to look it up in.
/// </summary>
internal sealed partial class BadEndings(ConsoleLogs logs, ResourceLoggerService loggers, ILogger<BadEndings> logger)
{
    private const int LinesOfEach = 20;

    // A child that outlives the process may hold its output open.
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Task> _told = new();

    /// <summary>Tells it once per process; its log is followed already.</summary>
    public void Tell(ResourceInstance instance, string uid, int exitCode, CancellationToken cancellationToken)
        => _told.GetOrAdd(
            uid,
            static (uid, state) => state.Self.TellAsync(state.Instance, uid, state.ExitCode, state.Token),
            (Self: this, Instance: instance, ExitCode: exitCode, Token: cancellationToken));

    private async Task TellAsync(ResourceInstance instance, string uid, int exitCode, CancellationToken cancellationToken)
    {
        await logs.UntilEndAsync(uid).WaitAsync(LastLines, loggers.TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellationToken.IsCancellationRequested)
        {
            return; // The application ends, and its processes with it.
        }

        await foreach (var lines in loggers.GetAllAsync(instance.Name).ConfigureAwait(false))
        {
            // The two streams come one after the other, not as they were written.
            var last = lines.GroupBy(line => line.IsErrorMessage).OrderBy(stream => stream.Key).SelectMany(stream => stream.TakeLast(LinesOfEach));
            var words = lines.Count == 0 ? "It wrote nothing" : "It last wrote:" + string.Concat(last.Select(line => $"\n  {Colour.Replace(line.Content, "")}"));
            LogEnded(instance.Resource.Name, exitCode, words);
        }
    }

    // Services colour their lines for the dashboard; a log in a file, and whoever reads it, has no use for that.
    [GeneratedRegex(@"\x1B\[[0-9;]*[A-Za-z]")]
    private static partial Regex Colour { get; }

    [LoggerMessage(Level = LogLevel.Error, Message = "Resource '{Resource}' ended with exit code {ExitCode}. {Words}")]
    private partial void LogEnded(string resource, int exitCode, string words);
}
