using System.CommandLine;
using CreditAI.Benchmarks.Load.Peers;
using Npgsql;

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
        var load = new Command(
            Name,
            "Starts PostgreSQL, the Scoring API and its peers, drives them in turn, and compares. Needs nothing that runs already, and leaves nothing. "
            + "Exit codes: 0 every target met, 1 one was not, 2 it could not run.");
        options.AddTo(load);
        load.SetAction(async (given, cancellationToken) => await LoadRun.RunAsync(options.Read(given), time, cancellationToken) ? Met : NotMet);
        load.Add(Peer(Plaintext, PlaintextServer.RunAsync));
        load.Add(Peer(Inserts, InsertServer.RunAsync));
        var parsed = new RootCommand { load }.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', parsed.Errors.Select(error => error.Message)) + $"\n{Name} --help shows what it takes.");
            return Failed;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Ending });
        }
        catch (Exception failure) when (failure is LoadException or AppHost.Parts.PartException or NpgsqlException)
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
