namespace CreditAI.Scoring.Data;

internal static class ComparisonRule
{
    /// <param name="comparison">The comparison.</param>
    /// <param name="order">Sign as of <see cref="IComparable.CompareTo"/>: left against right.</param>
    public static bool Holds(this Comparison comparison, int order) => comparison switch
    {
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        Comparison.GreaterOrEqual => order >= 0,
        Comparison.Equal => order == 0,
        _ => order != 0,
    };
}
