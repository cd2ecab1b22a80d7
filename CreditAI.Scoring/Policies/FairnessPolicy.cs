namespace CreditAI.Scoring.Policies;

/// <summary>What counts as a finding.</summary>
/// <param name="DemographicParity">Difference of selection rates, 0 to 1; above is a finding, as of the next two.</param>
/// <param name="EqualizedOdds">The greater difference of true and false positive rates.</param>
/// <param name="Calibration">Difference between what was predicted and what was observed in a group.</param>
/// <param name="AdverseImpactRatio">Ratio of selection rates, 0 to 1; below is a finding.</param>
/// <param name="PredictiveParity">Difference of the shares of the approved that repaid.</param>
/// <param name="RateDrift">Difference of a rate of approvals, defaults or missing values to the baseline's.</param>
/// <param name="Stability">Stability index of the score or of a feature against the baseline; 0 or more.</param>
/// <param name="MinimumGroup">Groups with fewer decisions are not judged.</param>
/// <param name="LegalMeaning">What the lender's counsel makes of a finding: jurisdictions differ, and change.</param>
public sealed record FairnessPolicy(
    Thresholds DemographicParity, Thresholds EqualizedOdds, Thresholds PredictiveParity, Thresholds Calibration, Thresholds AdverseImpactRatio,
    Thresholds RateDrift, Thresholds Stability, int MinimumGroup, string LegalMeaning)
{
    /// <summary>What stands for differences that a policy does not name: 0.05 and 0.10 by custom.</summary>
    public static Thresholds DefaultDifference { get; } = new(0.05, 0.10);

    /// <summary>What stands for stability indices that a policy does not name: the usual marks (Siddiqi 2006, ch. 9).</summary>
    public static Thresholds DefaultStability { get; } = new(0.10, 0.25);
}
