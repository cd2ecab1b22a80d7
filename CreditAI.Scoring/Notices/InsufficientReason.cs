using System.Text.RegularExpressions;

namespace CreditAI.Scoring.Notices;

/// <summary>
/// Statements that the regulation calls insufficient: that the action was based on the creditor's internal standards or policies,
/// or that the applicant failed to achieve a qualifying score (12 CFR 1002.9(b)(2)).
/// </summary>
public static partial class InsufficientReason
{
    public static bool Is(string text) => Phrases().IsMatch(text);

    [GeneratedRegex(
        @"\b(internal|our|company|lender'?s|creditor'?s)\s+(credit\s+|lending\s+)?(standards?|polic(y|ies))\b"
        + @"|\b(insufficient|inadequate|(non-?|not\s+(a\s+)?)qualifying|failing|qualifying)\s+(credit\s+|total\s+)?scores?\b"
        + @"|\bscores?\s+(is|was|are|were)?\s*(too\s+low|insufficient|below\s+(the|our|a)\s+(cut-?off|minimum|threshold))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Phrases();
}
