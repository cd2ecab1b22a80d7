using CreditAI.Scoring.Alternatives.Judging;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Alternatives;

/// <summary>A trained member of the family with what it did on the rows that the choice is made by.</summary>
public sealed record Alternative
{
    public required AlternativeSpec Spec { get; init; }

    public required Scorecard Scorecard { get; init; }

    /// <summary>Points at which it approves the asked share of the training rows.</summary>
    public required double ApproveAt { get; init; }

    public required Banded Accuracy { get; init; }

    public required Banded Fairness { get; init; }

    /// <summary>The baseline's accuracy merit less its own; negative when it is better.</summary>
    public required Banded Loss { get; init; }

    /// <summary>Its fairness merit less the baseline's.</summary>
    public required Banded Gain { get; init; }

    /// <summary>What its volume of approvals would cost: bad rate of the approved less the baseline's.</summary>
    public required double? BadRateChange { get; init; }

    /// <summary>Rows decided otherwise than by the baseline, of a thousand.</summary>
    public required double ChangedPerThousand { get; init; }

    /// <summary>True when nothing in the family is at least as good in both measures and better in one.</summary>
    public bool OnFrontier { get; init; }

    /// <summary>Why it was not chosen; null for the chosen one.</summary>
    public string? NotChosen { get; init; }
}
