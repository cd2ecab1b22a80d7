namespace CreditAI.Scoring.Mitigation.Thresholds;

/// <summary>
/// How one group is decided: with probability <see cref="Ignore"/> by a coin of probability <see cref="Constant"/> whatever the score, else by
/// rule 0 with probability <see cref="P0"/> and by rule 1 with <see cref="P1"/>.
/// </summary>
public sealed record GroupThresholds
{
    public required string Group { get; init; }

    public required double P0 { get; init; }

    public required ThresholdRule Rule0 { get; init; }

    public required double P1 { get; init; }

    public required ThresholdRule Rule1 { get; init; }

    /// <summary>Only equalized odds needs it: groups whose scores tell outcomes apart better are thrown back to the others.</summary>
    public double Ignore { get; init; }

    public double Constant { get; init; }

    /// <summary>The constrained rate that was aimed at: the same in every group unless a tolerance was given.</summary>
    public required double X { get; init; }

    public double Probability(double score)
    {
        var byScore = (Rule0.Approves(score) ? P0 : 0) + (Rule1.Approves(score) ? P1 : 0);
        return (Ignore * Constant) + ((1 - Ignore) * byScore);
    }
}
