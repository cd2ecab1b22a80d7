using System.Collections.Concurrent;
using CreditAI.Backups.Drills;
using CreditAI.Backups.Manifests;

namespace CreditAI.BackupWorker.Backing;

/// <summary>What this worker did last. Thread-safe.</summary>
internal sealed class BackupRecord
{
    private readonly ConcurrentDictionary<string, string> _failures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<BackupKind, DateTimeOffset> _successes = new();
    private readonly ConcurrentDictionary<string, DrillReport> _drills = new(StringComparer.Ordinal);

    /// <summary>What failed the last time that it was tried, and why.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    /// <summary>When the newest finished backup of each kind ended.</summary>
    public IReadOnlyDictionary<BackupKind, DateTimeOffset> Successes => _successes;

    /// <summary>The last drill of each region.</summary>
    public IReadOnlyDictionary<string, DrillReport> Drills => _drills;

    /// <summary>How much WAL the server keeps for the slot, in bytes.</summary>
    public long KeptBytes { get; set; }

    /// <summary>Whether the server bounds that.</summary>
    public bool IsSlotLimited { get; set; } = true;

    public void Failed(string what, string why) => _failures[what] = why;

    public void Done(string what) => _failures.TryRemove(what, out _);

    public void Finished(BackupManifest manifest) => _successes[manifest.Kind] = manifest.StoppedAt;

    public void Drilled(DrillReport report) => _drills[report.Region] = report;
}
