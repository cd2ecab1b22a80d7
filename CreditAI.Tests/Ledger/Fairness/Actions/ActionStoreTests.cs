using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Fairness.Actions;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Scoring.Policies;
using CreditAI.Tests.Ledger.Registry;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Ledger.Fairness.Actions;

public sealed class ActionStoreTests(PostgresServer postgres)
{
    private static readonly FairnessLease Lease = new(TimeSpan.FromHours(1));

    [Fact]
    public async Task TakeNext_ChampionIsFoundUnfair_TheVersionBeforeItIsChampionUntilAPersonUndoesIt()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (first, second) = await TwoChampionsAsync(host);
        await PutAsync(host, policy => policy with { Actions = policy.Actions with { DemoteChampion = ActionLevel.Critical } });
        var finding = await FindAsync(host, second);

        var action = await TakeAsync(host);

        Assert.Equal((ActionKind.DemoteChampion, ActionState.Taken, finding, second, first), (action!.Kind, action.State, action.FindingId, action.Detail.From, action.Detail.To));
        Assert.Equal(first, await ChampionAsync(host));
        Assert.Equal(("model.demote", "fairness-worker"), await LastActAsync(host));
        Assert.Contains($"Finding {finding}", (await host.Registry.HistoryAsync(ModelAlias.Champion, CancellationToken.None))[0].Reason, StringComparison.Ordinal);
        Assert.Null(await TakeAsync(host));

        var undone = await Actions(host).UndoAsync(action.Id, "alice", "a failed feed", CancellationToken.None);

        Assert.Equal((ActionState.Undone, "alice", "a failed feed"), (undone.State, undone.UndoneBy, undone.UndoReason));
        Assert.Equal(second, await ChampionAsync(host));
        Assert.Equal(("model.promote", "alice"), await LastActAsync(host));
        Assert.Null(await TakeAsync(host)); // The finding is open still, and known to whoever undid it.
        Assert.Contains("undone", (await Assert.ThrowsAsync<FairnessActionException>(
            () => Actions(host).UndoAsync(action.Id, "alice", "again", CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakeNext_NoVersionIsFitToDecideInstead_IsRefusedOnceAndRecorded()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (first, second) = await TwoChampionsAsync(host);
        await PutAsync(host, policy => policy with { Actions = policy.Actions with { DemoteChampion = ActionLevel.Critical } });
        await RecordAsync(host, (first, SampleVerdict.Critical), (second, SampleVerdict.Critical));

        var action = await TakeAsync(host);

        Assert.Equal(ActionState.Refused, action!.State);
        Assert.Contains("no critical finding", action.Detail.Why, StringComparison.Ordinal);
        Assert.Equal(second, await ChampionAsync(host));
        Assert.Equal(("model.keep", "fairness-worker"), await LastActAsync(host));
        Assert.Null(await TakeAsync(host));
        await Assert.ThrowsAsync<FairnessActionException>(() => Actions(host).UndoAsync(action.Id, "alice", "why", CancellationToken.None));
    }

    [Fact]
    public async Task TakeNext_ChallengerIsFoundUnfair_TheCanaryStopsUntilAPersonUndoesIt()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var challenger = await PublishAsync(host, 'c');
        await PromoteAsync(host, challenger, ModelAlias.Challenger);
        await PutAsync(host, policy => policy with { CanaryShare = 0.05 });
        await FindAsync(host, challenger);

        var action = await TakeAsync(host);

        Assert.Equal((ActionKind.StopCanary, 0.05), (action!.Kind, action.Detail.CanaryShare));
        var policy = await Policies(host).CurrentAsync(CancellationToken.None);
        Assert.Equal((0.0, "fairness-worker", action.Detail.PolicyVersion), (policy.Policy.CanaryShare, policy.PutBy, policy.Version));
        Assert.Equal(("policy.put", "fairness-worker"), await LastActAsync(host));

        await Actions(host).UndoAsync(action.Id, "alice", "expected at this size", CancellationToken.None);

        Assert.Equal(0.05, (await Policies(host).CurrentAsync(CancellationToken.None)).Policy.CanaryShare);
        await RecordAsync(host, (challenger, SampleVerdict.Critical), (challenger, SampleVerdict.Critical with { Group = "other" }));
        Assert.Equal(ActionKind.StopCanary, (await TakeAsync(host))!.Kind); // Another finding is news.
    }

    [Fact]
    public async Task Undo_SomebodyHasMovedTheChampionSince_IsRefusedAndChangesNothing()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (_, second) = await TwoChampionsAsync(host);
        await PutAsync(host, policy => policy with { Actions = policy.Actions with { DemoteChampion = ActionLevel.Critical } });
        await FindAsync(host, second);
        var action = (await TakeAsync(host))!;
        var third = await PublishAsync(host, 'd');
        await PromoteAsync(host, third, ModelAlias.Champion);

        var refusal = await Assert.ThrowsAsync<FairnessActionException>(() => Actions(host).UndoAsync(action.Id, "alice", "why", CancellationToken.None));

        Assert.Contains($"moved to model version {third}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(third, await ChampionAsync(host));
        Assert.Equal(ActionState.Taken, (await Actions(host).FindAsync(action.Id, CancellationToken.None))!.State);
    }

    [Fact]
    public async Task Undo_AnotherVersionIsChallengerByNow_DoesNotGiveItTheCanary()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (found, other) = (await PublishAsync(host, 'c'), await PublishAsync(host, 'd'));
        await PromoteAsync(host, found, ModelAlias.Challenger);
        await PutAsync(host, policy => policy with { CanaryShare = 0.05 });
        await FindAsync(host, found);
        var action = (await TakeAsync(host))!;
        await PromoteAsync(host, other, ModelAlias.Challenger);

        var refusal = await Assert.ThrowsAsync<FairnessActionException>(() => Actions(host).UndoAsync(action.Id, "alice", "why", CancellationToken.None));

        Assert.Contains($"model version {found} is not challenger any more", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await Policies(host).CurrentAsync(CancellationToken.None)).Policy.CanaryShare);
        Assert.Equal(ActionState.Taken, (await Actions(host).FindAsync(action.Id, CancellationToken.None))!.State);
    }

    [Theory]
    [InlineData(ActionLevel.Never, Severity.Critical, WatchedMeasure.DemographicParity)]
    [InlineData(ActionLevel.Critical, Severity.Warning, WatchedMeasure.DemographicParity)]
    [InlineData(ActionLevel.Warning, Severity.Critical, WatchedMeasure.Recount)] // Wrong counts say nothing of the model.
    public async Task TakeNext_PolicyDoesNotAskForIt_LeavesTheChampionAlone(ActionLevel level, Severity severity, string measure)
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (_, second) = await TwoChampionsAsync(host);
        await PutAsync(host, policy => policy with { Actions = policy.Actions with { DemoteChampion = level } });

        await RecordAsync(host, (second, SampleVerdict.Critical with { Severity = severity, Measure = measure }));

        Assert.Null(await TakeAsync(host));
        Assert.Equal(second, await ChampionAsync(host));
    }

    [Fact]
    public async Task TakeNext_FoundBeforeItWasPromoted_LeavesTheChampionAloneUntilMoreIsFound()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (first, second) = (await PublishAsync(host, 'a'), await PublishAsync(host, 'b'));
        await PutAsync(host, policy => policy with { Actions = policy.Actions with { DemoteChampion = ActionLevel.Critical } });
        await PromoteAsync(host, first, ModelAlias.Champion);
        await FindAsync(host, second);
        await PromoteAsync(host, second, ModelAlias.Champion);
        Assert.Null(await TakeAsync(host));

        await RecordAsync(host, (second, SampleVerdict.Critical), (second, SampleVerdict.Critical with { Group = "other" }));

        Assert.Equal(first, (await TakeAsync(host))!.Detail.To);
    }

    [Fact]
    public async Task TakeNext_AnotherReplicaWorks_DoesNothing()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (_, second) = await TwoChampionsAsync(host);
        await PutAsync(host, policy => policy with { Actions = policy.Actions with { DemoteChampion = ActionLevel.Critical } });
        await FindAsync(host, second);

        Assert.Null(await Actions(host).TakeNextAsync(new FairnessLease(TimeSpan.FromSeconds(1)), CancellationToken.None));
        Assert.Equal(second, await ChampionAsync(host));
    }

    private static AuditLog Audit(LedgerHost host) => new(host.Database, TimeProvider.System);

    private static PolicyStore Policies(LedgerHost host) => new(host.Database, Audit(host), TimeProvider.System);

    private static ActionStore Actions(LedgerHost host) => new(host.Database, Policies(host), Audit(host), TimeProvider.System);

    private static Task<FairnessAction?> TakeAsync(LedgerHost host) => Actions(host).TakeNextAsync(Lease, CancellationToken.None);

    private static async Task<(int First, int Second)> TwoChampionsAsync(LedgerHost host)
    {
        var (first, second) = (await PublishAsync(host, 'a'), await PublishAsync(host, 'b'));
        await PromoteAsync(host, first, ModelAlias.Champion);
        await PromoteAsync(host, second, ModelAlias.Champion);
        return (first, second);
    }

    private static async Task<int> PublishAsync(LedgerHost host, char artifact)
        => (await host.Registry.PublishAsync(new NewModelVersion("loans", new string(artifact, 64), 600, 550, "{}", "tests"), CancellationToken.None)).Version;

    private static Task<Promotion?> PromoteAsync(LedgerHost host, int version, string alias)
        => host.Registry.PromoteAsync(version, alias, "tests", "because", onlyIfUnset: false, CancellationToken.None);

    private static async Task PutAsync(LedgerHost host, Func<Policy, Policy> change)
    {
        var current = await Policies(host).CurrentAsync(CancellationToken.None);
        Assert.NotNull(await Policies(host).PutAsync(current.Version, change(current.Policy), "tests", "tests", CancellationToken.None));
    }

    private static async Task<Guid> FindAsync(LedgerHost host, int version) => (await RecordAsync(host, (version, SampleVerdict.Critical)))[0];

    private static async Task<Guid[]> RecordAsync(LedgerHost host, params (int, Verdict)[] violations)
        => [.. (await host.Findings.RecordAsync(violations, [], Lease, CancellationToken.None))!.Opened.Select(finding => finding.Id)];

    private static async Task<int> ChampionAsync(LedgerHost host) => (await host.Registry.FindAliasAsync(ModelAlias.Champion, CancellationToken.None))!.Version;

    private static async Task<(string Action, string Actor)> LastActAsync(LedgerHost host)
    {
        var act = Assert.Single(await Audit(host).ListAsync(new AuditQuery(), 1, CancellationToken.None));
        return (act.Action, act.Actor);
    }
}
