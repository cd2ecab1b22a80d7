using System.Text.RegularExpressions;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary>
/// MLflow's search filters: comparisons joined by AND, of <c>name</c> and the like with =, !=, LIKE and ILIKE, and of <c>tags.key</c> with the same.
/// </summary>
internal sealed partial class MlflowFilter
{
    private readonly List<(string Key, string Operator, string Value)> _comparisons = [];

    private MlflowFilter()
    {
    }

    /// <param name="text">Null or empty: everything.</param>
    /// <param name="keys">What may be compared beside tags.</param>
    /// <exception cref="MlflowException">It is not such a filter.</exception>
    public static MlflowFilter Parse(string? text, params ReadOnlySpan<string> keys)
    {
        var filter = new MlflowFilter();
        var at = 0;
        while (at < text?.Length)
        {
            var match = Comparison().Match(text, at);
            if (!match.Success || match.Index != at)
            {
                throw new MlflowException(MlflowCode.Invalid, $"Invalid filter at '{text[at..]}': comparisons such as name = 'loans' or tags.team = 'risk' are wanted, joined by AND.");
            }

            var key = match.Groups["tag"].Success ? $"tags.{Unquote(match.Groups["tag"].Value)}" : match.Groups["key"].Value;
            if (!key.StartsWith("tags.", StringComparison.Ordinal) && !keys.Contains(key))
            {
                throw new MlflowException(MlflowCode.Invalid, $"Invalid attribute key '{key}' in the filter; {string.Join(", ", keys!)} and tags.* can be compared.");
            }

            filter._comparisons.Add((key, match.Groups["operator"].Value.ToUpperInvariant(), match.Groups["value"].Value[1..^1]));
            at += match.Length;
        }

        return filter;
    }

    /// <param name="attribute">By key.</param>
    /// <param name="tags">Of the entry.</param>
    public bool Holds(Func<string, string> attribute, IReadOnlyList<MlflowTag> tags) => _comparisons.TrueForAll(comparison =>
    {
        var tag = comparison.Key.StartsWith("tags.", StringComparison.Ordinal) ? comparison.Key[5..] : null;
        var actual = tag is null ? attribute(comparison.Key) : tags.FirstOrDefault(each => each.Key == tag)?.Value;
        return actual is not null && comparison.Operator switch
        {
            "=" => actual == comparison.Value,
            "!=" => actual != comparison.Value,
            "LIKE" => IsLike(actual, comparison.Value, RegexOptions.None),
            _ => IsLike(actual, comparison.Value, RegexOptions.IgnoreCase),
        };
    });

    private static bool IsLike(string text, string pattern, RegexOptions options) => Regex.IsMatch(
        text, $"^{Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal)}$",
        options | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static string Unquote(string key) => key[0] is '`' or '"' ? key[1..^1] : key;

    [GeneratedRegex("""\s*(tags?\.(?<tag>`[^`]+`|"[^"]+"|[\w.\-]+)|(?<key>\w+))\s*(?<operator>!=|=|ILIKE\b|LIKE\b)\s*(?<value>'[^']*'|"[^"]*")\s*(AND\s|$)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Comparison();
}
