using CreditAI.Ledger.Drills;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Ledger.Registry;
using CreditAI.Tests.ScoringApi;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.FairnessWorker;

public sealed class DrillWatchTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Noon = new(2027, 1, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Start_ARegionsLastDrillFailed_IsACriticalFindingUntilOnePasses()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        await PromoteAsync(ledger);
        var drills = new DrillStore(ledger.Database);
        await drills.AddAsync(new DrillOutcome("1", "north", Noon, Noon.AddMinutes(1), 6, []), CancellationToken.None);
        await drills.AddAsync(new DrillOutcome("2", "south", Noon, Noon.AddMinutes(1), 6, ["hash chain: 1 faults"]), CancellationToken.None);

        await using (FairnessWorkerHost.Start(database))
        {
            await ScoringApiHost.UntilAsync(async () => await OpenAsync(ledger) is not null);
        }

        var found = (await OpenAsync(ledger))!.Verdict;
        Assert.Equal((WatchedMeasure.RestoreDrill, "south", 1, 6, Severity.Critical), (found.Measure, found.Group, found.Observed, found.ReferenceN, found.Severity));
        await drills.AddAsync(new DrillOutcome("3", "south", Noon.AddDays(7), Noon.AddDays(7).AddMinutes(1), 6, []), CancellationToken.None);
        await using (FairnessWorkerHost.Start(database))
        {
            await ScoringApiHost.UntilAsync(async () => await OpenAsync(ledger) is null);
        }
    }

    private static async Task<Finding?> OpenAsync(LedgerHost ledger)
        => (await ledger.Findings.ListAsync(new FindingQuery(IsOpen: true), CancellationToken.None)).SingleOrDefault();

    private static async Task PromoteAsync(LedgerHost ledger)
    {
        var model = await ledger.Registry.PublishAsync(new NewModelVersion("loans", new string('a', 64), 600, 550, "{}", "tests"), CancellationToken.None);
        await ledger.Registry.PromoteAsync(model.Version, ModelAlias.Champion, "tests", "because", onlyIfUnset: false, CancellationToken.None);
    }
}
