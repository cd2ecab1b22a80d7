namespace CreditAI.Scoring.Mitigation.Thresholds;

/// <summary>Approves on one side of a threshold, which itself is declined: thresholds lie between scores, or beyond them all.</summary>
public readonly record struct ThresholdRule(double Threshold, bool Above)
{
    public string Operator => Above ? ">" : "<";

    public bool Approves(double score) => Above ? score > Threshold : score < Threshold;
}
