using NpgsqlTypes;

namespace CreditAI.Backups.Cluster;

/// <param name="At">The first byte that is not the timeline's.</param>
internal sealed record TimelineSwitch(uint Timeline, NpgsqlLogSequenceNumber At);
