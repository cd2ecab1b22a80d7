using System.Globalization;
using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Load.Servers;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>wrk with one thread, on this process's core.</summary>
internal sealed class WrkClient(string wrk, TemporaryFolder folder, Guard guard) : ILoadClient
{
    private int _runs;

    public string Name => "wrk";

    public async Task<ClientResult> RunAsync(RequestSet requests, int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        var directory = folder.MakePrivate($"wrk-{Interlocked.Increment(ref _runs)}");
        string[] command =
        [
            wrk, "-t1", $"-c{connections}", "-d" + duration.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) + "s", "--timeout", "5s",
            "-s", WrkScript.Write(directory, requests), requests.Url.ToString(),
            "--", directory, DistinctId.NextUse(), $"{ApplicationBodies.IdAt}", $"{DistinctId.Length}",
        ];
        await using var process = Child.Start("wrk", guard, command);
        var code = await process.WaitForEndAsync(cancellationToken);
        return code == 0 && WrkOutput.Parse(process.Output) is { } result
            ? result
            : throw new LoadException($"wrk ended with exit code {code}:\n{process.Output}");
    }
}
