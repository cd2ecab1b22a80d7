using CreditAI.Backups.Regions;
using CreditAI.Backups.Wal;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditAI.BackupWorker.Backing;

/// <summary>Degraded when WAL is not received, a region is behind, a backup failed or a drill did: the service decides on, and is less well covered.</summary>
internal sealed class BackupHealthCheck(WalProgress wal, RegionSet regions, BackupRecord record) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = wal.Current;
        List<string> problems =
        [
            .. state.IsReceiving ? (string[])[] : [$"WAL is not received: {state.Failure ?? "not yet"}"],
            .. record.IsSlotLimited ? (string[])[] : ["the server does not bound the WAL it keeps for the slot (max_slot_wal_keep_size)"],
            .. regions.Behind.Select(region => $"region {region.Key} is behind: {region.Value}"),
            .. record.Failures.Select(failure => $"{failure.Key} failed: {failure.Value}"),
            .. record.Drills.Values.Where(drill => !drill.Passed).Select(drill => $"drill {drill.Id} failed"),
        ];
        return Task.FromResult(problems.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join("; ", problems)));
    }
}
