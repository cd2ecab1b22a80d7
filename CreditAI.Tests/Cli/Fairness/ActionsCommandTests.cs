using System.Text.Json.Nodes;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Fairness.Actions;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Ledger.Fairness;
using CreditAI.Tests.Ledger.Registry;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Cli.Fairness;

public sealed class ActionsCommandTests(PostgresServer postgres) : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task Undo_OfAStoppedCanary_PutsItsShareBackAndTheListSaysSo()
    {
        var database = _creditai.Environment["ConnectionStrings__creditai"] = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        Assert.Equal((0, "nothing was done about findings yet\n", ""), await _creditai.Run("fairness", "actions"));
        var policies = new PolicyStore(ledger.Database, new AuditLog(ledger.Database, TimeProvider.System), TimeProvider.System);
        var action = await StopCanaryAsync(ledger, policies);

        var (code, output, error) = await _creditai.Run("fairness", "undo", "--action", $"{action}", "--by", "alice", "--reason", "expected");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("canary of 0.05 stopped by policy version 3", output, StringComparison.Ordinal);
        Assert.Equal((0.05, "alice"), ((await policies.CurrentAsync(CancellationToken.None)).Policy.CanaryShare, (await policies.CurrentAsync(CancellationToken.None)).PutBy));
        var listed = JsonNode.Parse((await _creditai.Run("fairness", "actions", "--format", "json")).Output)!["actions"]![0]!;
        Assert.Equal(("stop_canary", "undone"), ((string)listed["kind"]!, (string)listed["state"]!));

        (code, output, error) = await _creditai.Run("fairness", "undo", "--action", $"{action}", "--by", "alice", "--reason", "again");
        Assert.NotEqual(0, code);
        Assert.Contains($"Action {action} is undone: there is nothing to undo.", error, StringComparison.Ordinal);
    }

    public void Dispose() => _creditai.Dispose();

    private static async Task<Guid> StopCanaryAsync(LedgerHost ledger, PolicyStore policies)
    {
        var lease = new FairnessLease(TimeSpan.FromHours(1));
        var model = await ledger.Registry.PublishAsync(new NewModelVersion("loans", new string('a', 64), 600, 550, "{}", "tests"), CancellationToken.None);
        await ledger.Registry.PromoteAsync(model.Version, ModelAlias.Challenger, "tests", "because", onlyIfUnset: false, CancellationToken.None);
        var policy = await policies.CurrentAsync(CancellationToken.None);
        await policies.PutAsync(policy.Version, policy.Policy with { CanaryShare = 0.05 }, "tests", "tests", CancellationToken.None);
        await ledger.Findings.RecordAsync([(model.Version, SampleVerdict.Critical)], [], lease, CancellationToken.None);
        var actions = new ActionStore(ledger.Database, policies, new AuditLog(ledger.Database, TimeProvider.System), TimeProvider.System);
        return (await actions.TakeNextAsync(lease, CancellationToken.None))!.Id;
    }
}
