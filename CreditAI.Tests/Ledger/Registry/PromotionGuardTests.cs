using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Evaluations;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Policies;
using CreditAI.Scoring.Promotion;
using CreditAI.Tests.Ledger.Fairness;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.Time.Testing;

namespace CreditAI.Tests.Ledger.Registry;

public sealed class PromotionGuardTests(PostgresServer postgres)
{
    private static readonly Gate Passed = new(GateName.Accuracy, true, Measure.Of(0.01, 1000, new Interval(0, 0.02)), -0.01, "good");
    private static readonly Gate Failed = new(GateName.Latency, false, Measure.Of(5000, 1000), 1000, "slow");

    [Fact]
    public async Task Promote_WithoutAnEvaluation_IsRefusedAndNothingMoves()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var version = await PublishAsync(host, 'a');

        var refusal = await RefusedAsync(host, version);

        Assert.Contains("has not been evaluated", Assert.Single(refusal.Missing), StringComparison.Ordinal);
        Assert.Null(await host.Registry.FindAliasAsync(ModelAlias.Champion, CancellationToken.None));
    }

    [Fact]
    public async Task Promote_EvaluatedAndPassed_IsChampionAndTheHistoryNamesTheEvaluation()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var version = await PublishAsync(host, 'a');
        var evaluation = await EvaluateAsync(host, version, null, Passed);

        await PromoteAsync(host, version);

        var promotion = Assert.Single(await host.Registry.HistoryAsync(ModelAlias.Champion, CancellationToken.None));
        Assert.Equal((evaluation.Id, null), (promotion.Evaluation, promotion.Override));
    }

    [Fact]
    public async Task Promote_AGateFailed_IsRefusedUnlessSomebodyOverridesWhichIsNamedAndRecorded()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var version = await PublishAsync(host, 'a');
        await EvaluateAsync(host, version, null, Passed, Failed);
        Assert.Equal("it did not pass the gate latency: slow", Assert.Single((await RefusedAsync(host, version)).Missing));

        await host.Registry.PromoteAsync(
            new NewPromotion(version, ModelAlias.Champion, "carol", "the old one is worse") { Override = "the machine was busy" }, CancellationToken.None);

        var promotion = Assert.Single(await host.Registry.HistoryAsync(ModelAlias.Champion, CancellationToken.None));
        Assert.Equal(("carol", "the machine was busy", null), (promotion.PromotedBy, promotion.Override, promotion.Evaluation));
        var act = Assert.Single(await Audit(host).ListAsync(new AuditQuery(), 1, CancellationToken.None));
        Assert.Equal(("model.override", "carol"), (act.Action, act.Actor));
        Assert.Contains("it did not pass the gate latency", act.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promote_OverrideWhereNothingIsMissing_IsNoOverride()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var version = await PublishAsync(host, 'a');
        await EvaluateAsync(host, version, null, Passed);

        await host.Registry.PromoteAsync(new NewPromotion(version, ModelAlias.Champion, "carol", "why") { Override = "to be sure" }, CancellationToken.None);

        Assert.Null((await host.Registry.HistoryAsync(ModelAlias.Champion, CancellationToken.None))[0].Override);
    }

    [Fact]
    public async Task Promote_ComparedWithAnotherChampion_IsRefused()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (first, second, third) = (await PublishAsync(host, 'a'), await PublishAsync(host, 'b'), await PublishAsync(host, 'c'));
        await EvaluateAsync(host, first, null, Passed);
        await PromoteAsync(host, first);
        await EvaluateAsync(host, second, first, Passed);
        await EvaluateAsync(host, third, first, Passed);
        await PromoteAsync(host, second);

        var refusal = await RefusedAsync(host, third);

        Assert.Equal($"it was compared with model version {first}, and the champion is {second}: evaluate it again", Assert.Single(refusal.Missing));
    }

    [Fact]
    public async Task Promote_PolicyAsksForASecondPerson_TakesAnApprovalByAnother()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var version = await PublishAsync(host, 'a');
        await PutAsync(host, policy => policy with { Promotion = policy.Promotion with { Approvals = 1 } });
        await EvaluateAsync(host, version, null, Passed);
        await Evaluations(host).ApproveAsync(version, "bob", "mine too", CancellationToken.None);
        Assert.StartsWith("0 of 1 approvals by others than bob", Assert.Single((await RefusedAsync(host, version)).Missing), StringComparison.Ordinal);

        await Evaluations(host).ApproveAsync(version, "carol", "I looked", CancellationToken.None);
        Assert.NotNull(await PromoteAsync(host, version));
    }

    [Fact]
    public async Task Promote_FindingAboutItIsOpen_IsRefused()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var version = await PublishAsync(host, 'a');
        await EvaluateAsync(host, version, null, Passed);
        await host.Findings.RecordAsync([(version, SampleVerdict.Critical)], [], new FairnessLease(TimeSpan.FromHours(1)), CancellationToken.None);

        Assert.Equal("a finding about it is open: critical, demographic_parity sex f", Assert.Single((await RefusedAsync(host, version)).Missing));
    }

    [Fact]
    public async Task Promote_PolicyOrTimeHasGoneOn_IsRefusedUntilItIsEvaluatedAgain()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var version = await PublishAsync(host, 'a');
        await EvaluateAsync(host, version, null, Passed);
        await PutAsync(host, policy => policy with { CanaryShare = 0.1 }); // Has nothing to do with it.
        await PutAsync(host, policy => policy with { Fairness = policy.Fairness with { MinimumGroup = 50 } });

        Assert.Contains("the policy asks for something else", Assert.Single((await RefusedAsync(host, version)).Missing), StringComparison.Ordinal);

        await EvaluateAsync(host, version, null, Passed);
        var later = new ModelRegistry(host.Database, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(31)));
        var refusal = await Assert.ThrowsAsync<PromotionRefusedException>(
            () => later.PromoteAsync(new NewPromotion(version, ModelAlias.Champion, "bob", "why"), CancellationToken.None));
        Assert.Contains("older than 30 days", Assert.Single(refusal.Missing), StringComparison.Ordinal);
        await PromoteAsync(host, version);
    }

    [Fact]
    public async Task RollBack_IsNotHeldUpByGates()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (first, second) = (await PublishAsync(host, 'a'), await PublishAsync(host, 'b'));
        await host.Registry.PromoteAsync(first, ModelAlias.Champion, "tests", "because", onlyIfUnset: false, CancellationToken.None);
        await host.Registry.PromoteAsync(second, ModelAlias.Champion, "tests", "because", onlyIfUnset: false, CancellationToken.None);

        Assert.Equal(first, (await host.Registry.RollBackAsync(ModelAlias.Champion, "bob", "worse", CancellationToken.None)).ToVersion);
    }

    [Fact]
    public async Task Approve_TwiceOrNothing_IsRefused()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var version = await PublishAsync(host, 'a');
        var store = Evaluations(host);
        Assert.Contains("has not been evaluated", (await Assert.ThrowsAsync<ModelRegistryException>(() => store.ApproveAsync(version, "alice", "fine", CancellationToken.None))).Message, StringComparison.Ordinal);
        await EvaluateAsync(host, version, null, Failed);
        Assert.Contains("did not pass", (await Assert.ThrowsAsync<ModelRegistryException>(() => store.ApproveAsync(version, "alice", "fine", CancellationToken.None))).Message, StringComparison.Ordinal);
        await EvaluateAsync(host, version, null, Passed);
        Assert.Equal("alice", Assert.Single((await store.ApproveAsync(version, "alice", "fine", CancellationToken.None)).Approvals).By);
        Assert.Contains("already", (await Assert.ThrowsAsync<ModelRegistryException>(() => store.ApproveAsync(version, "alice", "fine", CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    private static AuditLog Audit(LedgerHost host) => new(host.Database, TimeProvider.System);

    private static EvaluationStore Evaluations(LedgerHost host) => new(host.Database, TimeProvider.System);

    private static async Task<int> PublishAsync(LedgerHost host, char artifact)
        => (await host.Registry.PublishAsync(new NewModelVersion("loans", new string(artifact, 64), 600, 550, "{}", "alice"), CancellationToken.None)).Version;

    private static async Task<Evaluation> EvaluateAsync(LedgerHost host, int version, int? against, params Gate[] gates)
    {
        var policy = await new PolicyStore(host.Database, Audit(host), TimeProvider.System).CurrentAsync(CancellationToken.None);
        return await Evaluations(host).AddAsync(
            new NewEvaluation(version, against, policy.Version, "rows.csv", new string('d', 64), 1000, gates, "alice"), CancellationToken.None);
    }

    private static Task<Promotion?> PromoteAsync(LedgerHost host, int version)
        => host.Registry.PromoteAsync(new NewPromotion(version, ModelAlias.Champion, "bob", "better"), CancellationToken.None);

    private static Task<PromotionRefusedException> RefusedAsync(LedgerHost host, int version)
        => Assert.ThrowsAsync<PromotionRefusedException>(() => PromoteAsync(host, version));

    private static async Task PutAsync(LedgerHost host, Func<Policy, Policy> change)
    {
        var store = new PolicyStore(host.Database, Audit(host), TimeProvider.System);
        var current = await store.CurrentAsync(CancellationToken.None);
        Assert.NotNull(await store.PutAsync(current.Version, change(current.Policy), "tests", "tests", CancellationToken.None));
    }
}
