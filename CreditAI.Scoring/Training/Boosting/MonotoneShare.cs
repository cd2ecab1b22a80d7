using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>
/// What a monotone feature lends its pairs. A pair that starts from nothing could only strengthen a direction, never weaken it, yet
/// most interactions do both. So the feature's own table becomes a staircase on the pairs' groups, its stairs are shared among its
/// pairs, and a pair may take back as much as it was lent: every table, and so the sum, still keeps the direction.
/// </summary>
internal static class MonotoneShare
{
    /// <summary>The feature's table as a staircase: every bin earns the mean of its group.</summary>
    /// <param name="bins">The feature's fine bins.</param>
    /// <param name="axis">Their groups; the two that are not ordinary stay as they are.</param>
    /// <param name="values">Log-odds by fine bin.</param>
    public static double[] Staircase(FineBins bins, PairAxis axis, double[] values)
    {
        var (sums, counts) = (new double[axis.Count], new double[axis.Count]);
        foreach (var code in bins.Codes)
        {
            sums[axis.Groups[code]] += values[code];
            counts[axis.Groups[code]]++;
        }

        return [.. values.Select((value, bin) => bin < Binning.First || counts[axis.Groups[bin]] == 0
            ? value
            : sums[axis.Groups[bin]] / counts[axis.Groups[bin]])];
    }

    /// <summary>What a pair is lent by group, 0 at the lowest; empty when the feature has no direction to keep.</summary>
    /// <param name="axis">The groups.</param>
    /// <param name="staircase">Log-odds by fine bin.</param>
    /// <param name="share">The share of every stair, 0 to 1.</param>
    public static double[] Lend(PairAxis axis, double[] staircase, double share)
    {
        if (axis.Sign == 0)
        {
            return [];
        }

        var lent = new double[axis.Count];
        for (var bin = Binning.First + 1; bin < staircase.Length; bin++)
        {
            if (axis.Groups[bin] is var group && group != axis.Groups[bin - 1])
            {
                // Rounding of the means must not turn a flat stair.
                lent[group] = lent[group - 1] + (axis.Sign * Math.Max(0, axis.Sign * share * (staircase[bin] - staircase[bin - 1])));
            }
        }

        return lent;
    }
}
