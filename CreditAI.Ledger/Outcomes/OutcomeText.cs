namespace CreditAI.Ledger.Outcomes;

/// <summary>An outcome's word, as the database and the API have it.</summary>
public static class OutcomeText
{
    public static string ToText(this Outcome outcome) => outcome switch
    {
        Outcome.Repaid => "repaid",
        Outcome.Defaulted => "defaulted",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There are two outcomes."),
    };

    /// <returns>Null when it is the word of none.</returns>
    public static Outcome? Find(string? text) => text switch
    {
        "repaid" => Outcome.Repaid,
        "defaulted" => Outcome.Defaulted,
        _ => null,
    };
}
