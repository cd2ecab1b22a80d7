using System.ComponentModel.DataAnnotations;

namespace CreditAI.FairnessWorker.Verifying;

/// <summary>How often the ledger is held against its hashes, from the section Verification.</summary>
public sealed class VerificationOptions
{
    /// <summary>How often what was decided since the last time is verified. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "7.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often the whole ledger is. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "90.00:00:00")]
    public TimeSpan WholeEvery { get; set; } = TimeSpan.FromDays(1);
}
