using CreditAI.Backups.Manifests;
using CreditAI.Backups.Regions;
using CreditAI.Ledger.Objects;

namespace CreditAI.Backups.Retention;

/// <param name="Backups">That have expired.</param>
/// <param name="Keys">Of the objects to be removed, manifests first.</param>
/// <param name="Orphans">Ids of backups that were never finished.</param>
/// <param name="Objects">What each region held.</param>
internal sealed record ExpiryPlan(
    IReadOnlyList<CataloguedBackup> Backups, IReadOnlyList<string> Keys, IReadOnlyList<string> Orphans, IReadOnlyDictionary<Region, Dictionary<string, ObjectInfo>> Objects);
