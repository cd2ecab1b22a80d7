namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>The names of what is watched, as findings, metrics and the API have them.</summary>
public static class WatchedMeasure
{
    /// <summary>Difference of a group's selection rate to the reference group's.</summary>
    public const string DemographicParity = "demographic_parity";

    /// <summary>A group's selection rate over the reference group's.</summary>
    public const string AdverseImpactRatio = "adverse_impact_ratio";

    /// <summary>Difference of the selection rates of those who repaid.</summary>
    public const string EqualOpportunity = "equal_opportunity";

    /// <summary>The greater of the differences of the selection rates of those who repaid and of those who defaulted.</summary>
    public const string EqualizedOdds = "equalized_odds";

    /// <summary>Difference of the shares of the approved that repaid.</summary>
    public const string PredictiveParity = "predictive_parity";

    /// <summary>Difference between a group's share of defaults and the mean probability that was predicted for it.</summary>
    public const string Calibration = "calibration";

    /// <summary>Difference of a selection rate to that of the baseline.</summary>
    public const string ApprovalRateDrift = "approval_rate_drift";

    /// <summary>Difference of the share of the approved that defaulted to that of the baseline.</summary>
    public const string BadRateDrift = "bad_rate_drift";

    /// <summary>Population stability index of the score against the baseline.</summary>
    public const string ScoreDrift = "score_drift";

    /// <summary>Characteristic stability index of a feature against the baseline.</summary>
    public const string FeatureDrift = "feature_drift";

    /// <summary>Difference of the share of applications without a feature to that of the baseline.</summary>
    public const string Missingness = "missingness";

    /// <summary>A day counted again from the ledger gave other counts.</summary>
    public const string Recount = "recount";

    /// <summary>A restore that was drilled did not give the ledger back as it was, or not in time.</summary>
    public const string RestoreDrill = "restore_drill";

    /// <summary>What says nothing of a model, and is no reason to act on one.</summary>
    public static IReadOnlyList<string> OfOperation { get; } = [Recount, RestoreDrill];

    /// <summary>What <see cref="VersionWatch"/> judges: all but what is of operation.</summary>
    public static IReadOnlyList<string> Judged { get; } =
    [
        DemographicParity, AdverseImpactRatio, EqualOpportunity, EqualizedOdds, PredictiveParity, Calibration, ApprovalRateDrift, BadRateDrift, ScoreDrift,
        FeatureDrift, Missingness,
    ];
}
