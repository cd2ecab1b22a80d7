using System.ComponentModel.DataAnnotations;

namespace CreditAI.Ledger.Decisions;

/// <summary>Settings of the ledger's writer, from the section Ledger.</summary>
public sealed class LedgerOptions
{
    /// <summary>
    /// Commits that run side by side, each on a chain and a connection of its own. Default 1: a second one halves the batches, and with them what a
    /// flush is shared by; it is for a PostgreSQL far away, where a commit is mostly waiting.
    /// </summary>
    [Range(1, 16)]
    public int Writers { get; set; } = 1;

    /// <summary>
    /// Decisions after which a commit takes no more. 1 to 65,536; default 4,096: streams fill it, so that fewer
    /// commits and flushes go to as many rows. Single decisions go first, and some 1,024 of streams behind them.
    /// </summary>
    [Range(1, 65_536)]
    public int MaxBatch { get; set; } = 4096;

    /// <summary>Decisions that may wait for a commit before new ones are refused. Default 16,384.</summary>
    [Range(1, 1_000_000)]
    public int MaxWaiting { get; set; } = 16_384;

    /// <summary>How long one commit may take before it counts as failed. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan CommitTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long commits may hang before new decisions are refused at once instead of waiting with them. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan BreakAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after a failure until PostgreSQL is tried again; decisions are refused at once meanwhile. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long an Idempotency-Key is remembered. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00")]
    public TimeSpan KeepKeys { get; set; } = TimeSpan.FromDays(7);
}
