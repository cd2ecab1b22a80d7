using System.ComponentModel;

namespace CreditAI.ScoringApi.Policies;

[Description("The fairness policy: what counts as a finding.")]
internal sealed record FairnessContent(
    [property: Description("Difference of selection rates; above is a finding.")] ThresholdsContent DemographicParity,
    [property: Description("Greater difference of true and false positive rates; above is a finding.")] ThresholdsContent EqualizedOdds,
    [property: Description("Difference between predicted and observed in a group; above is a finding.")] ThresholdsContent Calibration,
    [property: Description("Ratio of selection rates; below is a finding, so critical is not above warning.")] ThresholdsContent AdverseImpactRatio,
    [property: Description("Groups with fewer decisions are not judged; at least 1.")] int MinimumGroup,
    [property: Description("What the lender's counsel makes of a finding.")] string? LegalMeaning,
    [property: Description("Difference of the shares of the approved that repaid; above is a finding. 0.05 and 0.10 where it is left out.")] ThresholdsContent? PredictiveParity,
    [property: Description("Difference of a rate of approvals, defaults or missing values to the baseline's; above is a finding. 0.05 and 0.10 where it is left out.")] ThresholdsContent? RateDrift,
    [property: Description("Stability index of the score or of a feature; above is a finding. 0.10 and 0.25 where it is left out.")] ThresholdsContent? Stability);
