namespace CreditAI.Scoring.Policies;

/// <summary>What counts as a finding.</summary>
/// <param name="DemographicParity">Difference of selection rates, 0 to 1; above is a finding, as of the next two.</param>
/// <param name="EqualizedOdds">The greater difference of true and false positive rates.</param>
/// <param name="Calibration">Difference between what was predicted and what was observed in a group.</param>
/// <param name="AdverseImpactRatio">Ratio of selection rates, 0 to 1; below is a finding.</param>
/// <param name="MinimumGroup">Groups with fewer decisions are not judged.</param>
/// <param name="LegalMeaning">What the lender's counsel makes of a finding: jurisdictions differ, and change.</param>
public sealed record FairnessPolicy(
    Thresholds DemographicParity, Thresholds EqualizedOdds, Thresholds Calibration, Thresholds AdverseImpactRatio, int MinimumGroup, string LegalMeaning);
