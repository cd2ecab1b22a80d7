using CreditAI.Backups.Manifests;

namespace CreditAI.Backups.Cluster;

/// <param name="SummarizesWal">Whether summarize_wal is on.</param>
/// <param name="LogDirectory">As set; relative to the data directory or absolute.</param>
internal sealed record ServerState(ServerIdentity Identity, uint Timeline, bool SummarizesWal, string LogDirectory);
