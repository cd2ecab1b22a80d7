namespace CreditAI.Scoring.RejectInference;

/// <summary>How declined applications, whose outcomes nobody knows, take part in training (Siddiqi 2006, ch. 6).</summary>
public enum InferenceMethod
{
    /// <summary>Each stands in twice, as favourable and as unfavourable, weighted by the two probabilities.</summary>
    Fuzzy,

    /// <summary>In bands of score, each gets one outcome by chance, at the band's bad rate among the approved times a factor.</summary>
    Parcelling,
}
