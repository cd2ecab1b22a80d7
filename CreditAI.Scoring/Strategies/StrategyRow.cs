using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Strategies;

/// <summary>What approving at one cut-off does.</summary>
public sealed record StrategyRow
{
    /// <summary>Points at or above which an application is approved.</summary>
    public required double ApproveAt { get; init; }

    /// <summary>Share approved of all.</summary>
    public required Measure ApprovalRate { get; init; }

    /// <summary>Unfavourable share among the approved.</summary>
    public required Measure BadRate { get; init; }

    /// <summary>Unfavourable share among those at this cut-off and below the next higher one: what the step lets in.</summary>
    public required Measure MarginalBadRate { get; init; }

    /// <summary>Weighted sum over the approved; its interval is of the bad rate's, with the approvals as they are. Null without stakes.</summary>
    public Measure? Profit { get; init; }

    /// <summary>Fairness of these approvals by each protected attribute that the data hold.</summary>
    public required IReadOnlyList<AttributeFairness> Fairness { get; init; }
}
