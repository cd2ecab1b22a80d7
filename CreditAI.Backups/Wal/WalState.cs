using NpgsqlTypes;

namespace CreditAI.Backups.Wal;

/// <param name="IsReceiving">Whether the stream is open.</param>
/// <param name="Slot">The replication slot.</param>
/// <param name="Received">The end of what was received.</param>
/// <param name="Durable">The end of what is in a region.</param>
/// <param name="DurableAt">When that was last so: nothing that was committed before is lost with the server.</param>
/// <param name="ExposedSince">When the first byte came that is in no region yet; null when all are.</param>
/// <param name="Failure">Why the stream is not open.</param>
/// <param name="Gap">The last gap that was found; a full backup mends it.</param>
public sealed record WalState(
    bool IsReceiving, string? Slot, NpgsqlLogSequenceNumber Received, NpgsqlLogSequenceNumber Durable, DateTimeOffset? DurableAt, DateTimeOffset? ExposedSince,
    string? Failure, string? Gap);
