using System.ComponentModel.DataAnnotations;
using CreditAI.Backups.Pieces;

namespace CreditAI.BackupWorker.Backing;

/// <summary>Section Backup. The regions are Backup:Regions:NAME, each the connection string of an object store.</summary>
internal sealed class BackupOptions : IValidatableObject
{
    /// <summary>When a full backup is taken: a cron expression of Quartz, UTC. Weekly by default.</summary>
    public string Full { get; set; } = "0 0 1 ? * SUN";

    /// <summary>When one of what changed since the last full is taken. Daily by default.</summary>
    public string Differential { get; set; } = "0 0 2 ? * MON-SAT";

    /// <summary>When one of what changed since the last of any kind is taken. Hourly by default.</summary>
    public string Incremental { get; set; } = "0 30 * * * ?";

    /// <summary>When a region is drilled, each in its turn. Weekly by default.</summary>
    public string Drill { get; set; } = "0 0 4 ? * SUN";

    /// <summary>When the object store and what else there is are copied to the regions. Every quarter of an hour by default.</summary>
    public string Objects { get; set; } = "0 7/15 * * * ?";

    /// <summary>A directory with the published configuration, which is copied to the regions; none for none.</summary>
    public string? Configuration { get; set; }

    /// <summary>Whether the objects of the Kubernetes namespace that this runs in are copied to the regions.</summary>
    public bool Kubernetes { get; set; }

    /// <summary>The longest that received WAL may be in no region, in seconds. 1 to 60.</summary>
    [Range(1, 60)]
    public int WalSeconds { get; set; } = 20;

    /// <summary>The most MiB read from the server in a second; 0 for no limit.</summary>
    [Range(0, 100_000)]
    public int MebibytesPerSecond { get; set; } = 16;

    /// <summary>Connections that read at the same time.</summary>
    [Range(1, 32)]
    public int Readers { get; set; } = 2;

    public Compression Compression { get; set; } = Compression.Zstandard;

    /// <summary>The replication slot; none for one of the worker's own making. One that a cluster manager keeps on every server is named here.</summary>
    public string? Slot { get; set; }

    /// <summary>Any moment of the last so many days can be gone back to.</summary>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 30;

    /// <summary>So many full backups are kept however old.</summary>
    [Range(1, 1000)]
    public int LeastFulls { get; set; } = 7;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        => new[] { (nameof(Full), Full), (nameof(Differential), Differential), (nameof(Incremental), Incremental), (nameof(Drill), Drill), (nameof(Objects), Objects) }
            .Where(setting => !Quartz.CronExpression.TryParse(setting.Item2, out _))
            .Select(setting => new ValidationResult(
                $"Backup:{setting.Item1} is '{setting.Item2}', which is no cron expression of Quartz: six fields from seconds to the day of the week, as in '0 0 1 ? * SUN'", [setting.Item1]));
}
