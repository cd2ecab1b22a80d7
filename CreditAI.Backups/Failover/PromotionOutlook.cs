using NpgsqlTypes;

namespace CreditAI.Backups.Failover;

/// <param name="Received">The end of what the standby has.</param>
/// <param name="Replayed">The end of what it has applied; it applies the rest as it is promoted.</param>
/// <param name="Archived">The end of the archive on its timeline; null when no region was asked or has it.</param>
/// <param name="Obstacles">Why it is not to be promoted; empty when it may be.</param>
public sealed record PromotionOutlook(NpgsqlLogSequenceNumber Received, NpgsqlLogSequenceNumber Replayed, NpgsqlLogSequenceNumber? Archived, IReadOnlyList<string> Obstacles);
