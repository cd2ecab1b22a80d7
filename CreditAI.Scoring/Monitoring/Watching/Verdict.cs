using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>What the watch makes of one measure of one group.</summary>
public sealed record Verdict
{
    /// <summary>One of <see cref="WatchedMeasure"/>.</summary>
    public required string Measure { get; init; }

    /// <summary>The protected attribute; of drift of a feature its name; empty for everybody.</summary>
    public required string Attribute { get; init; }

    /// <summary>Empty for everybody.</summary>
    public required string Group { get; init; }

    /// <summary>The group compared with; else what is: the baseline, or what was predicted.</summary>
    public required string Reference { get; init; }

    /// <summary>From <see cref="Since"/> on where there is evidence enough, else of all windows watched. Differences are not below 0.</summary>
    public required Measure Value { get; init; }

    /// <summary>The group's rate; null where the measure is no difference of rates.</summary>
    public double? Observed { get; init; }

    /// <summary>The reference's rate.</summary>
    public double? Expected { get; init; }

    /// <summary>Decisions that the reference rests on.</summary>
    public required long ReferenceN { get; init; }

    /// <summary>The policy's threshold that the value is beyond; where it is not, the one for a warning.</summary>
    public required double Threshold { get; init; }

    /// <summary>Natural logarithm of the evidence against "no difference"; null before there is any.</summary>
    public required double? LogEvidence { get; init; }

    /// <summary>How much of it is asked for.</summary>
    public required double LogEvidenceAsked { get; init; }

    /// <summary>When the difference began, as well as can be told; null without evidence enough.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>Null when it is no finding.</summary>
    public required Severity? Severity { get; init; }

    public (string Measure, string Attribute, string Group) Key => (Measure, Attribute, Group);
}
