namespace CreditAI.Backups.Manifests;

/// <param name="Manifest">Null when no region has it whole.</param>
/// <param name="Sha256">Of the stored manifest, as others' chains name it.</param>
/// <param name="MasterKeyId">The master key that opens it.</param>
/// <param name="Regions">Those that have the manifest.</param>
/// <param name="Damage">Why there is no manifest.</param>
public sealed record CataloguedBackup(
    string Id, BackupManifest? Manifest, string? Sha256, string? MasterKeyId, IReadOnlyList<string> Regions, string? Damage);
