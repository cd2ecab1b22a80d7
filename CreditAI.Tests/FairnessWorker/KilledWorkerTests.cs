using System.Diagnostics;
using CreditAI.Ledger.Fairness;
using CreditAI.Scoring.Decisions;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.FairnessWorker;

public sealed class KilledWorkerTests(PostgresServer postgres)
{
    [Fact]
    public async Task Worker_KilledAgainAndAgainWhileDecisionsCome_CountsEachOnce()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        var random = new Random(5);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => WriteAsync(ledger, stop.Token));
        var store = ledger.Fairness;

        for (var kill = 0; kill < 6; kill++)
        {
            var countedBefore = await CountedAsync(store);
            using var worker = Start(database);
            using var replica = Start(database);
            await UntilAsync(async () => await CountedAsync(store) > countedBefore);
            await Task.Delay(random.Next(200));
            worker.Kill();
            replica.Kill();
            await worker.WaitForExitAsync();
            await replica.WaitForExitAsync();
        }

        await stop.CancelAsync();
        await writing;
        using (var last = Start(database))
        {
            await UntilAsync(async () => await store.LagAsync(CancellationToken.None) == 0);
            last.Kill();
            await last.WaitForExitAsync();
        }

        await Recount.AssertEqualAsync(ledger);
    }

    private static Process Start(string database) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "CreditAI.FairnessWorker.dll")])
    {
        Environment =
        {
            ["ConnectionStrings__creditai"] = database,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Logging__LogLevel__Default"] = "Critical",
            ["Fairness__Page"] = "50", // many transactions, so that a kill meets one
        },
        RedirectStandardOutput = true,
    })!;

    private static async Task WriteAsync(LedgerHost ledger, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var batch = Enumerable.Range(0, 20).Select(j => ledger.Writer.AppendAsync(
                SampleDecision.Create($"{i}-{j}", decision: (Decision)(j % 3), group: $"g{j % 4}")));
            await Task.WhenAll(batch);
            await Task.Delay(1, CancellationToken.None);
        }
    }

    private static async Task<long> CountedAsync(FairnessStore store)
        => (await store.ReadCountsAsync(CancellationToken.None)).Sum(count => count.N);

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!await condition())
        {
            await Task.Delay(20, timeout.Token);
        }
    }
}
