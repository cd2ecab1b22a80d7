using CreditAI.Scoring.Decisions;

namespace CreditAI.Ledger.Decisions;

/// <summary>A decision's word, as the database, the API and the metrics have it.</summary>
public static class DecisionText
{
    public static string ToText(this Decision decision) => decision switch
    {
        Decision.Approve => "approve",
        Decision.Refer => "refer",
        Decision.Decline => "decline",
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "There are three decisions."),
    };

    /// <exception cref="FormatException">Not the word of a decision.</exception>
    public static Decision Parse(string text) => text switch
    {
        "approve" => Decision.Approve,
        "refer" => Decision.Refer,
        "decline" => Decision.Decline,
        _ => throw new FormatException($"'{text}' is no decision."),
    };
}
