using CreditAI.Backups.Manifests;

namespace CreditAI.Backups.Restoring;

/// <param name="Manifest">Of the backup that was restored.</param>
/// <param name="Bytes">Written.</param>
/// <param name="Took">For the files; recovery comes when the server starts.</param>
public sealed record RestoreResult(BackupManifest Manifest, int Files, long Bytes, TimeSpan Took);
