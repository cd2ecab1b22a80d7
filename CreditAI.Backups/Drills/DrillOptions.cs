namespace CreditAI.Backups.Drills;

/// <summary>How restores are drilled.</summary>
public sealed class DrillOptions
{
    /// <summary>The directory of PostgreSQL's server programs, of the same major version as the server.</summary>
    public string? Binaries { get; set; }

    /// <summary>Where the restored cluster lies for as long as the drill takes. As large as the database, and as secret.</summary>
    public string Directory { get; set; } = Path.Combine(Path.GetTempPath(), $"creditai-drill-{Environment.UserName}"); // Each user's own: what lies there is nobody else's to read.

    /// <summary>A superuser of the server: on the isolated server it needs no password.</summary>
    public string Superuser { get; set; } = "postgres";

    /// <summary>The database of the ledger.</summary>
    public string Database { get; set; } = "creditai";

    /// <summary>The longest that restore and recovery may take.</summary>
    public TimeSpan LongestRestore { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The longest that a commit may be in no region.</summary>
    public TimeSpan LongestLoss { get; set; } = TimeSpan.FromSeconds(60);
}
