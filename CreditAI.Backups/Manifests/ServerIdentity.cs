namespace CreditAI.Backups.Manifests;

/// <summary>What must be the same for one backup to stand on another.</summary>
/// <param name="SystemIdentifier">Made by initdb: another cluster has another.</param>
/// <param name="Version">server_version_num: 180004.</param>
/// <param name="WalSegmentSize">In bytes.</param>
/// <param name="HasChecksums">Whether data checksums are on.</param>
/// <param name="Slot">The replication slot that WAL is received through.</param>
/// <param name="ServerStartedAt">When the server's postmaster started.</param>
public sealed record ServerIdentity(
    string SystemIdentifier, int Version, int WalSegmentSize, bool HasChecksums, string Slot, DateTimeOffset ServerStartedAt);
