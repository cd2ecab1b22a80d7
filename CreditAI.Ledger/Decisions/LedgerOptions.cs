using System.ComponentModel.DataAnnotations;

namespace CreditAI.Ledger.Decisions;

/// <summary>Settings of the ledger's writer, from the section Ledger.</summary>
public sealed class LedgerOptions
{
    /// <summary>Most decisions in one commit. 1 to 65,536; default 1,024.</summary>
    [Range(1, 65_536)]
    public int MaxBatch { get; set; } = 1024;

    /// <summary>Decisions that may wait for a commit before new ones are refused. Default 8,192.</summary>
    [Range(1, 1_000_000)]
    public int MaxWaiting { get; set; } = 8192;

    /// <summary>How long one commit may take before it counts as failed. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan CommitTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long decisions are refused at once after a failed commit, before one is tried again. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromMilliseconds(500);
}
