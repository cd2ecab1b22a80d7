using CreditAI.Backups.Manifests;

namespace CreditAI.Backups.Base;

/// <param name="Kind">What is wanted; a full one is taken where it cannot be.</param>
/// <param name="WithoutSummaries">Whether page headers are scanned although the server has WAL summaries.</param>
public sealed record BackupRequest(BackupKind Kind, bool WithoutSummaries = false);
