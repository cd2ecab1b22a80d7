using System.CommandLine;
using CreditAI.Benchmarks.Load.Peers;

namespace CreditAI.Benchmarks.Load;

/// <summary><c>load</c>: the service under load, beside its peers.</summary>
internal static class LoadCommand
{
    public const string Name = "load";
    public const string Plaintext = "serve-plaintext";
    public const string Inserts = "serve-inserts";

    private const int Met = 0;
    private const int NotMet = 1;
    private const int Failed = 2;

    // Ctrl+C: children are asked to end, then made to.
    private static readonly TimeSpan Ending = TimeSpan.FromMinutes(1);

    /// <summary>The arguments that have this program be a peer.</summary>
    public static IReadOnlyList<string> Serve(string peer, Uri address) => [Name, peer, "--urls", address.GetLeftPart(UriPartial.Authority)];

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        var options = new LoadArguments();
        var root = new RootCommand(
            "Starts PostgreSQL, the Scoring API and its peers, drives them in turn, and compares. Needs nothing that runs already, and leaves nothing.");
        options.AddTo(root);
        root.SetAction(async (parsed, cancellationToken) => await LoadRun.RunAsync(options.Read(parsed), time, cancellationToken) ? Met : NotMet);
        root.Add(Peer(Plaintext, PlaintextServer.RunAsync));
        root.Add(Peer(Inserts, InsertServer.RunAsync));
        try
        {
            return await root.Parse(args).InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Ending });
        }
        catch (Exception failure) when (failure is LoadException or AppHost.Parts.PartException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("stopped; everything that was started has ended");
            return Failed;
        }
    }

    private static Command Peer(string name, Func<string, CancellationToken, Task> serve)
    {
        var urls = new Option<string>("--urls") { Required = true };
        var command = new Command(name) { urls };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => serve(parsed.GetRequiredValue(urls), cancellationToken));
        return command;
    }
}
