namespace CreditAI.Backups.Drills;

/// <summary>What a drill found.</summary>
/// <param name="Region">The one region that it was restored from.</param>
/// <param name="Target">Up to where it recovered.</param>
/// <param name="RecoveryTime">RTO: from the beginning of the restore until the server took connections at the target; null when it never did.</param>
/// <param name="DataLoss">RPO: how long what was committed as the drill began was in no region; null where the server could not be asked.</param>
public sealed record DrillReport(
    string Id, string Cluster, string Region, string? BackupId, string? Target, DateTimeOffset StartedAt, DateTimeOffset EndedAt, TimeSpan? RecoveryTime, TimeSpan? DataLoss,
    IReadOnlyList<DrillCheck> Checks)
{
    /// <summary>What failed, in words.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<string> Failures => Checks.Where(check => check.Holds == false).Select(check => $"{check.Name}: {check.Finding}");

    /// <summary>Whether nothing failed, and the server recovered.</summary>
    public bool Passed => RecoveryTime is not null && Checks.All(check => check.Holds != false);
}
