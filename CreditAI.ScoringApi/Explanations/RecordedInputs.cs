using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Explanations;

/// <summary>A recorded decision's inputs as its scorecard names them.</summary>
internal static class RecordedInputs
{
    /// <summary>A numeric feature's value as it was sent; null when it was missing, or erased.</summary>
    public static double? Number(RecordedDecision decision, Scorecard scorecard, string feature)
        => scorecard.TryFindSlot(feature, out var slot) && decision.Application?.Values[slot] is { Kind: FeatureValueKind.Number } value ? value.Number : null;
}
