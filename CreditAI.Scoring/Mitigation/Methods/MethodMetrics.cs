namespace CreditAI.Scoring.Mitigation.Methods;

/// <summary>A method's measures under the earlier system's names and in its order; null is undefined, where it gave 0 or 1.</summary>
/// <param name="Overall">All rows, and differences and ratios between groups.</param>
/// <param name="ByGroup">In ordinal order of the groups.</param>
public sealed record MethodMetrics(
    IReadOnlyList<KeyValuePair<string, double?>> Overall,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<KeyValuePair<string, double?>>>> ByGroup)
{
    public double? Accuracy => Overall.First(one => one.Key == "accuracy").Value;
}
