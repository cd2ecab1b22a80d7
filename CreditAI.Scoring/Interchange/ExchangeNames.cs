using System.Text;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Interchange;

/// <summary>What an exported scorecard calls its results, the same in every format, and what its own names must be for that.</summary>
internal static class ExchangeNames
{
    public const string Points = "points";

    public const string ProbabilityOfDefault = "probability_of_default";

    /// <summary>Checks every text that an export carries, and that no feature is named as a result is.</summary>
    /// <param name="scorecard">The scorecard.</param>
    /// <param name="format">The format's name in messages.</param>
    /// <param name="results">The results' names.</param>
    /// <param name="fault">What is wrong with a text that the format cannot carry, or null.</param>
    /// <param name="told">Whether the format carries what a feature's people are told as well.</param>
    /// <exception cref="InexpressibleException">The first text that cannot be carried, by its place.</exception>
    public static void Check(Scorecard scorecard, string format, IReadOnlyCollection<string> results, Func<string, string?> fault, bool told = false)
    {
        Require(scorecard.Schema.Name, "the schema's name");
        foreach (var term in scorecard.Terms)
        {
            var name = term.Feature.Name;
            Require(name, "a feature's name");
            if (results.Contains(name))
            {
                throw new InexpressibleException($"feature '{name}' has the name of a result of the {format} export; rename the feature and train again");
            }

            string?[] words = told ? [term.Feature.DisplayName, term.Feature.Reason, term.Feature.MissingReason] : [];
            foreach (var text in words)
            {
                Require(text ?? "", $"a text of feature '{name}'");
            }

            foreach (var level in term.Binning is CategoricalBinning binning ? binning.Groups.SelectMany(group => group) : [])
            {
                Require(level, $"a level of feature '{name}'");
            }
        }

        foreach (var marker in scorecard.Schema.Missing)
        {
            Require(marker, "a missing marker");
        }

        void Require(string text, string what)
        {
            if ((IsUnicode(text) ? fault(text) : "holds half of a surrogate pair, which no encoding can carry") is { } reason)
            {
                throw new InexpressibleException($"{what} cannot be written as {format}: '{Shown(text)}' {reason}");
            }
        }
    }

    private static bool IsUnicode(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar && !text.Contains('\uFFFD', StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static string Shown(string text) => string.Concat(text.Take(40).Select(character =>
        char.IsControl(character) || char.IsSurrogate(character) ? $"\\u{(int)character:X4}" : character.ToString()));
}
