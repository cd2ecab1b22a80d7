using CreditAI.Backups.Manifests;
using NpgsqlTypes;

namespace CreditAI.Backups.Base;

/// <summary>What of a backup is stored before its manifest.</summary>
/// <param name="Stop">Where the copy is consistent.</param>
/// <param name="Label">The contents of backup_label.</param>
/// <param name="Files">The piece with the list of files.</param>
internal sealed record CopiedCluster(
    NpgsqlLogSequenceNumber Stop, string Label, string? TablespaceMap, IReadOnlyList<StoredPiece> Pieces, StoredPiece Files, IReadOnlyList<FileEntry> Entries,
    IReadOnlyList<DamagedPage> DamagedPages);
