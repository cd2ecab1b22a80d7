using System.Globalization;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The manifest's name of a conditional expression: its condition in words and a hash of condition, branches and match.</summary>
internal static class ConditionalName
{
    public static string Of(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        var expression = (condition as IManifestExpressionProvider)?.ValueExpression;
        var words = string.Join('-', Words(expression ?? "")) is { Length: > 0 } joined ? joined : "expr";
        var hash = XxHash32.Hash(Encoding.UTF8.GetBytes(
            (expression ?? condition.GetType().Name) + whenTrue.ValueExpression + whenFalse.ValueExpression + matchValue));
        return string.Create(CultureInfo.InvariantCulture, $"cond-{words}-{hash:x8}");
    }

    private static IEnumerable<string> Words(string expression)
    {
        var word = new StringBuilder();
        foreach (var c in expression + "\0")
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }
    }
}
