using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Ledger.Fairness;

public sealed class FindingStoreTests(PostgresServer postgres)
{
    private static readonly FairnessLease Lease = new(TimeSpan.FromHours(1));

    private static readonly Verdict Broken = SampleVerdict.Critical with { Severity = Severity.Warning };

    [Fact]
    public async Task Record_ViolationGoesOnAndEnds_IsOneFindingThatIsUpdatedThenClosed()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var store = host.Findings;

        var opened = Assert.Single((await RecordAsync(store, Broken)).Opened);
        Assert.Equal(Broken, opened.Verdict);
        var worse = Broken with { Value = Measure.Of(0.65, 120), Severity = Severity.Critical };
        Assert.Empty((await RecordAsync(store, worse)).Opened);
        var open = Assert.Single(await store.ListAsync(new FindingQuery(), CancellationToken.None));
        Assert.Equal((opened.Id, worse, null), (open.Id, open.Verdict, open.ClosedAt));
        Assert.True(open.UpdatedAt > open.OpenedAt);

        Assert.Equal(opened.Id, Assert.Single((await RecordAsync(store)).Closed).Id);
        Assert.NotNull(Assert.Single(await store.ListAsync(new FindingQuery(), CancellationToken.None)).ClosedAt);
        Assert.Empty((await RecordAsync(store)).Closed);

        await RecordAsync(store, Broken);
        var findings = await store.ListAsync(new FindingQuery(), CancellationToken.None);
        Assert.Equal([true, false], findings.Select(finding => finding.ClosedAt is null));
        Assert.NotEqual(open.Id, findings[0].Id);
    }

    [Fact]
    public async Task Record_OneOfTwoEnds_TheOtherStaysOpenAndSoDoesWhatIsNotJudgedHere()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var store = host.Findings;
        var (other, recount) = (Broken with { Group = "other" }, Broken with { Measure = WatchedMeasure.Recount });
        await RecordAsync(store, Broken, other, recount);

        await store.RecordAsync([(1, other)], [WatchedMeasure.Recount], Lease, CancellationToken.None);

        Assert.Equal(
            [other.Key, recount.Key],
            (await store.ListAsync(new FindingQuery(), CancellationToken.None)).Where(finding => finding.ClosedAt is null).Select(finding => finding.Verdict.Key)
                .OrderBy(key => key.Measure, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Record_AnotherReplicaWorks_ChangesNothing()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        await RecordAsync(host.Findings, Broken);

        Assert.Null(await host.Findings.RecordAsync([], [], new FairnessLease(TimeSpan.FromSeconds(1)), CancellationToken.None));

        Assert.Null(Assert.Single(await host.Findings.ListAsync(new FindingQuery(), CancellationToken.None)).ClosedAt);
    }

    private static async Task<FindingChanges> RecordAsync(FindingStore store, params Verdict[] verdicts)
        => (await store.RecordAsync([.. verdicts.Select(verdict => (1, verdict))], [], Lease, CancellationToken.None))!;
}
