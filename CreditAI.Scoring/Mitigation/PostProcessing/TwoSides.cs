namespace CreditAI.Scoring.Mitigation.PostProcessing;

/// <summary>The privileged group against all others together.</summary>
internal static class TwoSides
{
    /// <summary>Weighted mean of a value over each side's favourable and unfavourable rows.</summary>
    /// <exception cref="ArgumentException">No row is of that group, or a side has one outcome only.</exception>
    public static ((double OfFavourable, double OfUnfavourable) Privileged, (double OfFavourable, double OfUnfavourable) Others) Rates(
        GroupedOutcomes rows, ReadOnlySpan<double> values, string privileged)
    {
        var (code, sums) = (rows.IndexOf(privileged), new (double Weight, double Value)[4]);
        for (var row = 0; row < rows.Count; row++)
        {
            ref var sum = ref sums[(rows.Codes[row] == code ? 0 : 2) + (rows.Favourable[row] ? 0 : 1)];
            sum = (sum.Weight + rows.Weights[row], sum.Value + (rows.Weights[row] * values[row]));
        }

        if (Array.FindIndex(sums, sum => !(sum.Weight > 0)) is >= 0 and var empty)
        {
            throw new ArgumentException(
                $"{(empty < 2 ? $"{rows.Attribute} '{privileged}'" : $"the others of {rows.Attribute}")} have no {(empty % 2 == 0 ? "favourable" : "unfavourable")} outcomes: " +
                "their rates are undefined and cannot be made equal", nameof(rows));
        }

        return ((sums[0].Value / sums[0].Weight, sums[1].Value / sums[1].Weight), (sums[2].Value / sums[2].Weight, sums[3].Value / sums[3].Weight));
    }

    /// <summary>Weighted share of favourable outcomes of each side.</summary>
    public static (double Privileged, double Others) BaseRates(GroupedOutcomes rows, string privileged)
    {
        var (code, sums) = (rows.IndexOf(privileged), new (double Weight, double Good)[2]);
        for (var row = 0; row < rows.Count; row++)
        {
            ref var sum = ref sums[rows.Codes[row] == code ? 0 : 1];
            sum = (sum.Weight + rows.Weights[row], sum.Good + (rows.Favourable[row] ? rows.Weights[row] : 0));
        }

        return (sums[0].Good / sums[0].Weight, sums[1].Good / sums[1].Weight);
    }
}
