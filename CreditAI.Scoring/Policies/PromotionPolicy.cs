namespace CreditAI.Scoring.Policies;

/// <summary>What a model version must show before it becomes champion.</summary>
/// <param name="AccuracyTolerance">How far its AUC may lie below the champion's on the same rows, 0 to 1.</param>
/// <param name="Fairness">From which severity on a violation of the fairness policy keeps it out.</param>
/// <param name="LatencyMicroseconds">99 of 100 applications are scored and explained within, on one core.</param>
/// <param name="MinimumRows">Held-out rows with outcomes that the evidence must rest on.</param>
/// <param name="MaximumAgeDays">How old the evidence may be.</param>
/// <param name="Approvals">Persons who must approve beside the one who promotes.</param>
public sealed record PromotionPolicy(
    double AccuracyTolerance, ActionLevel Fairness, int LatencyMicroseconds, int MinimumRows, int MaximumAgeDays, int Approvals)
{
    /// <summary>What stands for a policy that names nothing.</summary>
    public static PromotionPolicy Default { get; } = new(0.01, ActionLevel.Critical, 1000, 1000, 30, 0);
}
