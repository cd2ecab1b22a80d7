using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Interchange.Pmml;

/// <summary>The numbers that fall into one ordinary bin: from the lower end, which is in it, to the upper.</summary>
/// <param name="Bin">The bin.</param>
/// <param name="From">Lower end, inclusive.</param>
/// <param name="To">Upper end.</param>
/// <param name="IsClosed">Whether the upper end is in it.</param>
internal readonly record struct PmmlRange(ushort Bin, double From, double To, bool IsClosed)
{
    public string Closure => IsClosed ? "closedClosed" : "closedOpen";

    /// <summary>Ascending, without bins that the valid range leaves empty. Infinities are in none.</summary>
    public static IEnumerable<PmmlRange> Of(NumericBinning binning)
    {
        var (lowest, highest) = (binning.Minimum ?? double.MinValue, binning.Maximum ?? double.MaxValue);
        for (var index = 0; index <= binning.Edges.Count; index++)
        {
            var from = index == 0 ? lowest : Math.Max(lowest, binning.Edges[index - 1]);
            var isClosed = index == binning.Edges.Count || binning.Edges[index] > highest;
            var to = isClosed ? highest : binning.Edges[index];
            if (from < to || (from == to && isClosed))
            {
                yield return new PmmlRange((ushort)(Binning.First + index), from, to, isClosed);
            }
        }
    }
}
