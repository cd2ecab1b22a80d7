using CreditAI.Ledger.Fairness;
using CreditAI.Scoring.Decisions;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.FairnessWorker;

public sealed class FairnessStoreTests(PostgresServer postgres)
{
    private static readonly Violation Broken = new(1, "sex", "female", "adverse_impact_ratio", 0.7, 0.6, 0.8, 0.8, 100, "male", 200);

    [Fact]
    public async Task Count_WhileReplicasWriteAndReplicasCount_EachDecisionOnce()
    {
        const int PerWriter = 1500;
        var database = await postgres.CreateDatabaseAsync();
        await using var first = await LedgerHost.StartAsync(database);
        await using var second = await LedgerHost.StartAsync(database);
        using var written = new CancellationTokenSource();

        var counters = new[] { first, first, second }.Select((host, i) => Task.Run(async () =>
        {
            while (!written.IsCancellationRequested)
            {
                await host.Fairness.CountNextAsync(limit: 7 + (50 * i), CancellationToken.None);
            }
        })).ToArray();
        await Task.WhenAll(new[] { first, second }.SelectMany((host, replica) => Enumerable.Range(0, PerWriter).Select(i =>
            Task.Run(() => host.Writer.AppendAsync(SampleDecision.Create(
                $"{replica}-{i}", decision: (Decision)(i % 3), group: i % 5 == 0 ? null : $"g{i % 4}", modelVersion: 1 + (i % 2)))))));
        await written.CancelAsync();
        await Task.WhenAll(counters);
        while (await first.Fairness.CountNextAsync(1000, CancellationToken.None) > 0)
        {
        }

        await Recount.AssertEqualAsync(first);
        Assert.Equal(0, await first.Fairness.LagAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Count_MigratedLater_StartsFromTheFirstDecision()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        await host.Writer.AppendAsync(SampleDecision.Create("1"));
        await host.Writer.AppendAsync(SampleDecision.Create("2", group: null));

        Assert.Equal(2, await host.Fairness.LagAsync(CancellationToken.None));
        Assert.Equal(2, await host.Fairness.CountNextAsync(10, CancellationToken.None));
        Assert.Equal(0, await host.Fairness.CountNextAsync(10, CancellationToken.None));
        Assert.Equal([new DecisionCount(1, "sex", "a", Decision.Approve, 1)], await host.Fairness.ReadCountsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Record_ViolationGoesOnAndEnds_IsOneFindingThatIsUpdatedThenClosed()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var store = host.Fairness;

        Assert.Equal(new FindingChanges(1, 0), await store.RecordAsync([Broken], CancellationToken.None));
        Assert.Equal(new FindingChanges(0, 0), await store.RecordAsync([Broken with { Value = 0.65, Low = null, N = 120 }], CancellationToken.None));
        var open = Assert.Single(await store.ListFindingsAsync(CancellationToken.None));
        Assert.Equal((0.65, null, 120L), (open.Violation.Value, open.Violation.Low, open.Violation.N));
        Assert.Null(open.ClosedAt);
        Assert.True(open.UpdatedAt > open.OpenedAt);

        Assert.Equal(new FindingChanges(0, 1), await store.RecordAsync([], CancellationToken.None));
        Assert.NotNull(Assert.Single(await store.ListFindingsAsync(CancellationToken.None)).ClosedAt);

        Assert.Equal(new FindingChanges(1, 0), await store.RecordAsync([Broken], CancellationToken.None));
        var findings = await store.ListFindingsAsync(CancellationToken.None);
        Assert.Equal([true, false], findings.Select(finding => finding.ClosedAt is null));
        Assert.NotEqual(open.Id, findings[0].Id);
    }

    [Fact]
    public async Task Record_OneOfTwoEnds_TheOtherStaysOpen()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var store = host.Fairness;
        var other = Broken with { Group = "other" };
        await store.RecordAsync([Broken, other], CancellationToken.None);

        Assert.Equal(new FindingChanges(0, 1), await store.RecordAsync([other], CancellationToken.None));

        Assert.Equal("other", Assert.Single(await store.ListFindingsAsync(CancellationToken.None), finding => finding.ClosedAt is null).Violation.Group);
    }

    [Fact]
    public async Task Record_ManyReplicasAtOnce_OneOpenFinding()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var store = host.Fairness;

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => store.RecordAsync([Broken], CancellationToken.None))));

        Assert.Single(await store.ListFindingsAsync(CancellationToken.None));
    }
}
