namespace CreditAI.Scoring.Documents;

/// <summary>One fault of a JSON document.</summary>
/// <param name="Path">Where it is, as a JSON path: <c>$.features[2].kind</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record DocumentError(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
