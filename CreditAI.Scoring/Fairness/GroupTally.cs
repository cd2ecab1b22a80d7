namespace CreditAI.Scoring.Fairness;

/// <summary>What was decided for one group, and how it turned out where that is known. Tallies add up over windows and workers.</summary>
public sealed record GroupTally
{
    public required string Group { get; init; }

    /// <summary>Rows.</summary>
    public required long N { get; init; }

    /// <summary>Their weight; equal to the rows when each counts one.</summary>
    public required double Weight { get; init; }

    /// <summary>Weight of those approved.</summary>
    public required double Selected { get; init; }

    /// <summary>Outcomes; null where none are known.</summary>
    public OutcomeTally? Outcomes { get; init; }

    public static GroupTally operator +(GroupTally left, GroupTally right) => new()
    {
        Group = left.Group,
        N = left.N + right.N,
        Weight = left.Weight + right.Weight,
        Selected = left.Selected + right.Selected,
        Outcomes = left.Outcomes is { } one && right.Outcomes is { } other ? one + other : null,
    };

    public static GroupTally Of(string group, long n, long selected) => new() { Group = group, N = n, Weight = n, Selected = selected };
}
