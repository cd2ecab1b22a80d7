using NpgsqlTypes;

namespace CreditAI.Backups.Cluster;

internal sealed record WalSummary(uint Timeline, NpgsqlLogSequenceNumber From, NpgsqlLogSequenceNumber To);
