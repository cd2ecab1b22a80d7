using CreditAI.Scoring.Monitoring.Watching;

namespace CreditAI.Ledger.Fairness.Findings;

/// <summary>A severity's word in the database, the API and metrics.</summary>
public static class SeverityText
{
    public static string ToText(this Severity severity) => severity switch
    {
        Severity.Warning => "warning",
        Severity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "There are two severities."),
    };

    internal static Severity Parse(string text) => text switch
    {
        "warning" => Severity.Warning,
        "critical" => Severity.Critical,
        _ => throw new FormatException($"'{text}' is no severity."),
    };
}
