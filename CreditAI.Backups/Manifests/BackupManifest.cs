using System.Text.Json.Serialization;
using NpgsqlTypes;

namespace CreditAI.Backups.Manifests;

/// <summary>
/// What a base backup is. It is stored last, so a backup that has one is complete; with the list of its files
/// (<see cref="BackupFiles"/>) it is all that a restore needs to know (docs/backup-format.md).
/// </summary>
public sealed record BackupManifest
{
    public int Format { get; init; } = 1;

    /// <summary>When it began and its kind: 20261127T093000250Z-full-3f2a.</summary>
    public required string Id { get; init; }

    public required BackupKind Kind { get; init; }

    /// <summary>Why it is full although a smaller one was asked for.</summary>
    public string? FullReason { get; init; }

    public required ServerIdentity Server { get; init; }

    public required uint Timeline { get; init; }

    /// <summary>Where recovery begins.</summary>
    public required NpgsqlLogSequenceNumber StartLsn { get; init; }

    /// <summary>Where the restored cluster is consistent.</summary>
    public required NpgsqlLogSequenceNumber StopLsn { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset StoppedAt { get; init; }

    /// <summary>The backups that this one stands on, the full one first; empty for a full one.</summary>
    public IReadOnlyList<ChainLink> Chain { get; init; } = [];

    public ChangeSource Changes { get; init; }

    /// <summary>The contents of backup_label, and of tablespace_map when there are tablespaces.</summary>
    public required string BackupLabel { get; init; }

    public string? TablespaceMap { get; init; }

    public IReadOnlyList<Tablespace> Tablespaces { get; init; } = [];

    public IReadOnlyList<DatabaseDirectory> Databases { get; init; } = [];

    /// <summary>Settings that are not the server's own defaults, for a server whose configuration lies outside its data directory.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public required IReadOnlyList<StoredPiece> Pieces { get; init; }

    /// <summary>The piece with the list of files.</summary>
    public required StoredPiece Files { get; init; }

    public required int FileCount { get; init; }

    /// <summary>The size of the cluster's files, whether read or not.</summary>
    public required long ClusterBytes { get; init; }

    /// <summary>Pages whose checksum was wrong on the server's disk however often they were read.</summary>
    public IReadOnlyList<DamagedPage> DamagedPages { get; init; } = [];

    [JsonIgnore]
    public long StoredBytes => Pieces.Sum(piece => piece.Length) + Files.Length;

    [JsonIgnore]
    public long RawBytes => Pieces.Sum(piece => piece.RawLength);
}
