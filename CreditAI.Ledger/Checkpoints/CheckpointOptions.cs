using System.ComponentModel.DataAnnotations;

namespace CreditAI.Ledger.Checkpoints;

/// <summary>Section Checkpoints.</summary>
public sealed class CheckpointOptions
{
    /// <summary>How often the ends of the chains are signed and copied to the object store, when they have moved. What was written since is not yet anchored. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(1);
}
