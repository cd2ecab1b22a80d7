using CreditAI.Scoring.Decisions;

namespace CreditAI.Ledger.Decisions;

/// <summary>A decision's word, as the API and the metrics have it, and its letter, as the ledger has it.</summary>
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

    internal static char ToLetter(this Decision decision) => decision.ToText()[0];

    /// <exception cref="FormatException">Not the letter of a decision.</exception>
    internal static Decision Parse(char letter) => letter switch
    {
        'a' => Decision.Approve,
        'r' => Decision.Refer,
        'd' => Decision.Decline,
        _ => throw new FormatException($"'{letter}' is no decision."),
    };
}
