namespace CreditAI.Scoring.Mitigation.Thresholds;

/// <summary>What the threshold optimizer is asked for.</summary>
public sealed record ThresholdOptions
{
    public ThresholdConstraint Constraint { get; init; } = ThresholdConstraint.DemographicParity;

    /// <summary>Equalized odds takes the two accuracies only.</summary>
    public ThresholdObjective Objective { get; init; } = ThresholdObjective.AccuracyScore;

    /// <summary>Steps from 0 to 1 at which the constrained rate is tried, 1 or more.</summary>
    public int GridSize { get; init; } = 1000;

    /// <summary>True: a group may also be approved below a threshold in place of above it.</summary>
    public bool Flip { get; init; }

    /// <summary>How far the constrained rate may differ over groups, 0 to 1; above 0 not with equalized odds.</summary>
    public double Tolerance { get; init; }
}
