namespace CreditAI.Scoring.Fairness;

/// <summary>Fairness by one protected attribute.</summary>
public sealed record AttributeFairness
{
    public required string Attribute { get; init; }

    /// <summary>The group that adverse impact is measured against; null when no group was approved at all.</summary>
    public required string? Reference { get; init; }

    /// <summary>In ordinal order of their names.</summary>
    public required IReadOnlyList<GroupRates> Groups { get; init; }

    public required GroupRates Overall { get; init; }

    public required Parity DemographicParity { get; init; }

    public required Parity EqualOpportunity { get; init; }

    public required Parity EqualizedOddsWorstCase { get; init; }

    public required Parity EqualizedOddsMean { get; init; }

    /// <summary>Adverse impact ratio of everyone outside the reference group, taken together.</summary>
    public required Measure AdverseImpactRatioOfAllOthers { get; init; }

    /// <summary>Groups that break the four-fifths rule.</summary>
    public IEnumerable<GroupRates> Adverse => Groups.Where(group => group.FourFifths == false);
}
