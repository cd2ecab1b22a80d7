namespace CreditAI.Scoring.Mitigation.PostProcessing;

/// <summary>Which generalized error rate calibrated equalized odds makes the same.</summary>
public enum CalibratedCost
{
    /// <summary>Mean score of the unfavourable.</summary>
    Fpr,

    /// <summary>Mean of one less the score of the favourable.</summary>
    Fnr,

    /// <summary>Half of either, times the share of the outcome that it is taken over: half the mean error.</summary>
    Weighted,
}
