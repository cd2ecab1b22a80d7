using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Metrics;

/// <summary>
/// Two scores' AUC on the same rows and their difference, with its variance by placements (DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44(3)) in
/// O(n log n) by midranks (Sun and Xu 2014, IEEE Signal Processing Letters 21(11)).
/// </summary>
public static class AucDifference
{
    private const double Quantile975 = 1.959963984540054; // Of the standard normal distribution.

    /// <param name="favourable">Outcomes.</param>
    /// <param name="scores">Of the one; higher is more favourable.</param>
    /// <param name="others">Of the other, by the same index, on any scale.</param>
    /// <returns>AUC of the one less that of the other; undefined where all outcomes are the same.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Measure Of(ReadOnlySpan<bool> favourable, ReadOnlySpan<double> scores, ReadOnlySpan<double> others)
    {
        if (favourable.Length != scores.Length || favourable.Length != others.Length)
        {
            throw new ArgumentException("outcomes and scores must be of the same length", nameof(scores));
        }

        var (good, bad) = (favourable.Count(true), favourable.Count(false));
        if (good == 0 || bad == 0)
        {
            return Measure.Not(favourable.Length, "every outcome is the same, so scores cannot be ranked against it");
        }

        var (one, other) = (Placements(favourable, scores, good, bad), Placements(favourable, others, good, bad));
        double sum = 0, ofGood = 0, ofBad = 0;
        for (var row = 0; row < favourable.Length; row++)
        {
            sum += favourable[row] ? one[row] - other[row] : 0;
        }

        var difference = sum / good;
        for (var row = 0; row < favourable.Length; row++)
        {
            var deviation = one[row] - other[row] - difference;
            if (favourable[row])
            {
                ofGood += deviation * deviation;
            }
            else
            {
                ofBad += deviation * deviation;
            }
        }

        if (good < 2 || bad < 2)
        {
            return Measure.Of(difference, favourable.Length);
        }

        var error = Quantile975 * Math.Sqrt((ofGood / (good - 1) / good) + (ofBad / (bad - 1) / bad));
        return Measure.Of(difference, favourable.Length, new Interval(difference - error, difference + error));
    }

    /// <summary>By row: of a favourable one the share of unfavourable scores below it, of an unfavourable one the share of favourable scores above it.</summary>
    private static double[] Placements(ReadOnlySpan<bool> favourable, ReadOnlySpan<double> scores, int good, int bad)
    {
        var sorted = scores.ToArray();
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, order);
        var placements = new double[sorted.Length];
        var (goodBelow, badBelow) = (0, 0);
        for (var first = 0; first < order.Length;)
        {
            var (last, goodTied) = (first, 0);
            for (; last < order.Length && sorted[last] == sorted[first]; last++)
            {
                goodTied += favourable[order[last]] ? 1 : 0;
            }

            var badTied = last - first - goodTied;
            for (var index = first; index < last; index++)
            {
                placements[order[index]] = favourable[order[index]]
                    ? (badBelow + (badTied / 2.0)) / bad
                    : (good - goodBelow - (goodTied / 2.0)) / good;
            }

            (goodBelow, badBelow, first) = (goodBelow + goodTied, badBelow + badTied, last);
        }

        return placements;
    }
}
