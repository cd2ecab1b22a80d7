namespace CreditAI.Scoring.Fairness;

/// <summary>The rates of one group, or of all rows together.</summary>
public sealed record GroupRates
{
    public required string Group { get; init; }

    public required long N { get; init; }

    /// <summary>Share approved.</summary>
    public required Measure SelectionRate { get; init; }

    /// <summary>Share approved of those whose outcome is favourable.</summary>
    public required Measure TruePositiveRate { get; init; }

    /// <summary>Share approved of those whose outcome is unfavourable.</summary>
    public required Measure FalsePositiveRate { get; init; }

    /// <summary>Adverse impact ratio: the group's selection rate over the reference group's, with Katz's interval.</summary>
    public required Measure AdverseImpactRatio { get; init; }

    /// <summary>False when the ratio is below four fifths (29 CFR 1607.4(D)); null when it is undefined.</summary>
    public bool? FourFifths => AdverseImpactRatio.Value is { } ratio ? FairnessMeasures.KeepsFourFifths(ratio) : null;
}
