using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness.Bootstraps;
using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Reports;

/// <summary>What to measure fairness of, and how.</summary>
public sealed record FairnessRequest
{
    /// <summary>Rows that each group needs before anything is concluded of it: below it, Wilson's interval of a share of a half is wider than 0.33.</summary>
    public const int DefaultMinimumN = 30;

    public required DecisionRows Rows { get; init; }

    /// <summary>At least one; the attribute's privileged group, where it names none, is the one with the highest selection rate of those with enough rows.</summary>
    public required IReadOnlyList<GroupColumn> Protected { get; init; }

    /// <summary>Indexes into <see cref="Protected"/> that are crossed; fewer than two: none are.</summary>
    public IReadOnlyList<int> Intersection { get; init; } = [];

    /// <summary>Legitimate ground for different decisions: the first other attribute is compared within each of its levels. Null: none.</summary>
    public GroupColumn? Control { get; init; }

    /// <summary>True: rows whose group is missing are in no group but still in the overall, as in Fairlearn; false: a group of their own.</summary>
    public bool LeaveMissingOut { get; init; }

    public int MinimumN { get; init; } = DefaultMinimumN;

    /// <summary>Null: no bootstrap.</summary>
    public BootstrapOptions? Bootstrap { get; init; }
}
