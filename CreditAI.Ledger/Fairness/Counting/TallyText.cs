using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>The words of tallies in the database.</summary>
internal static class TallyText
{
    public static string ToText(this TallyBasis basis) => basis switch
    {
        TallyBasis.Decided => "decided",
        TallyBasis.Observed => "observed",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "There are two bases."),
    };

    public static TallyBasis ParseBasis(string text) => text switch
    {
        "decided" => TallyBasis.Decided,
        "observed" => TallyBasis.Observed,
        _ => throw new FormatException($"'{text}' is no basis."),
    };

    public static string ToText(this OutcomeState outcome) => outcome switch
    {
        OutcomeState.Unknown => "unknown",
        OutcomeState.Repaid => "repaid",
        OutcomeState.Defaulted => "defaulted",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There are three states of an outcome."),
    };

    public static OutcomeState ParseOutcome(string text) => text switch
    {
        "unknown" => OutcomeState.Unknown,
        "repaid" => OutcomeState.Repaid,
        "defaulted" => OutcomeState.Defaulted,
        _ => throw new FormatException($"'{text}' is no state of an outcome."),
    };
}
