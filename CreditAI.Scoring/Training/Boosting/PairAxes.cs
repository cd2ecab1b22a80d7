using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>Groups features' fine bins for pairs: evenly by rows, of levels in the order of what they earn alone.</summary>
internal static class PairAxes
{
    /// <param name="slot">The feature.</param>
    /// <param name="bins">Its fine bins.</param>
    /// <param name="values">Log-odds by fine bin, averaged over the bags.</param>
    /// <param name="most">Most ordinary groups.</param>
    public static PairAxis Of(int slot, FineBins bins, double[] values, int most)
    {
        var counts = new int[bins.Binning.Count];
        foreach (var code in bins.Codes)
        {
            counts[code]++;
        }

        var ordinary = Enumerable.Range(Binning.First, counts.Length - Binning.First);
        int[] order = bins.IsCategorical ? [.. ordinary.OrderBy(bin => values[bin])] : [.. ordinary];
        var groups = new ushort[counts.Length];
        groups[Binning.Other] = Binning.Other;
        var (group, held, left) = ((int)Binning.First, 0, order.Sum(bin => counts[bin]));
        for (var index = 0; index < order.Length; index++)
        {
            var groupsLeft = Binning.First + most - group;
            if (held > 0 && groupsLeft > 1 && (order.Length - index <= groupsLeft - 1 || held + (counts[order[index]] / 2) >= left / groupsLeft))
            {
                (left, held) = (left - held, 0);
                group++;
            }

            groups[order[index]] = (ushort)group;
            held += counts[order[index]];
        }

        return new PairAxis(slot, groups, order.Length == 0 ? Binning.First : group + 1, bins.Sign);
    }
}
