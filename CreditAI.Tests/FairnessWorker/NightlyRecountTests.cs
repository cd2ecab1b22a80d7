using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Ledger.Fairness;
using CreditAI.Tests.ScoringApi;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.FairnessWorker;

public sealed class NightlyRecountTests(PostgresServer postgres)
{
    [Fact]
    public async Task Start_YesterdaysCountsAreNotTheLedgers_IsAFindingUntilThatDayIsRight()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
        await ledger.Writer.AppendAsync(SampleDecision.Create("1", yesterday));
        var counter = LedgerCounterTests.Counter(ledger);
        await LedgerCounterTests.CatchUpAsync(counter);
        await counter.ReleaseAsync(CancellationToken.None);
        await SetAsync(ledger, 7);

        await using (FairnessWorkerHost.Start(database))
        {
            await ScoringApiHost.UntilAsync(async () => await OpenAsync(ledger) is not null);
        }

        var found = (await OpenAsync(ledger))!.Verdict;
        Assert.Equal((yesterday.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), 7, 1, Severity.Critical), (found.Group, found.Observed, found.Expected, found.Severity));
        await SetAsync(ledger, 1);
        await using (FairnessWorkerHost.Start(database))
        {
            await ScoringApiHost.UntilAsync(async () => await OpenAsync(ledger) is null);
        }
    }

    private static async Task SetAsync(LedgerHost ledger, int n)
    {
        await using var connection = await ledger.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("UPDATE fairness.tally SET n = @n WHERE grain = 'day' AND attribute = ''", new { n });
    }

    private static async Task<Finding?> OpenAsync(LedgerHost ledger)
        => (await ledger.Findings.ListAsync(new FindingQuery(IsOpen: true), CancellationToken.None)).SingleOrDefault();
}
