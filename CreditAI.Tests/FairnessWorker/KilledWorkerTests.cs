using System.Diagnostics;
using CreditAI.Ledger.Outcomes;
using CreditAI.Scoring.Decisions;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Ledger.Fairness;
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
        for (var kill = 0; kill < 6; kill++)
        {
            var countedBefore = await CountedAsync(ledger);
            using var worker = Start(database);
            using var replica = Start(database);
            await UntilAsync(async () => await CountedAsync(ledger) > countedBefore);
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
            await UntilAsync(async () => await LagAsync(ledger) == 0);
            last.Kill();
            await last.WaitForExitAsync();
        }

        await Recount.AssertEqualAsync(ledger);
        await Recount.AssertRecountedAsync(ledger, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
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
            ["Fairness__Lease"] = "00:00:01",
            ["Fairness__LookEvery"] = "00:00:00.100",
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
            var appended = await Task.WhenAll(batch);
            await ledger.Get<OutcomeStore>().RecordAsync(
                [new NewOutcome(appended[0].Id, i % 2 == 0 ? Outcome.Repaid : Outcome.Defaulted, TimeProvider.System.GetUtcNow(), null)], "tests", CancellationToken.None);
            await Task.Delay(1, CancellationToken.None);
        }
    }

    private static async Task<long> CountedAsync(LedgerHost ledger)
    {
        await using var command = ledger.Database.CreateCommand("SELECT coalesce(sum(n), 0)::bigint FROM fairness.tally WHERE grain = 'day' AND basis = 'decided' AND attribute = ''");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What is not counted yet, outcomes included.</summary>
    private static async Task<long> LagAsync(LedgerHost ledger)
    {
        await using var command = ledger.Database.CreateCommand(
            "SELECT position - coalesce((SELECT position FROM fairness.checkpoint WHERE source = 'outcome'), 0) FROM ledger.outcome_position");
        return (long)(await command.ExecuteScalarAsync())! + await LedgerCounterTests.Counter(ledger).LagAsync(CancellationToken.None);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!await condition())
        {
            await Task.Delay(20, timeout.Token);
        }
    }
}
