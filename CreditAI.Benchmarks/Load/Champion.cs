using CreditAI.Ledger;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Schema;

namespace CreditAI.Benchmarks.Load;

/// <summary>Makes <see cref="DecisionCard"/> the champion of an empty registry.</summary>
internal static class Champion
{
    private const string By = "load";

    public static async Task PublishAsync(string connectionString, string storage, TimeProvider time, CancellationToken cancellationToken)
    {
        // Patient where the service must not be: the machine is busy starting everything.
        await using var database = LedgerSetup.OpenDatabase(connectionString + ";Timeout=60;Command Timeout=60", By);
        await LedgerSchema.EnsureAsync(database, time, cancellationToken);
        var registry = new ModelRegistry(database, time);
        var sha256 = await new ArtifactStore(ObjectStoreFactory.Open(storage)).PutAsync(DecisionCard.Make().ToUtf8Json(), cancellationToken);
        var model = await registry.PublishAsync(
            new NewModelVersion("load", sha256, DecisionCard.Approve, DecisionCard.Decline, "{}", By), cancellationToken);
        await registry.PromoteAsync(
            new NewPromotion(model.Version, ModelAlias.Champion, By, "measured") { Override = "measured" }, cancellationToken);
    }
}
