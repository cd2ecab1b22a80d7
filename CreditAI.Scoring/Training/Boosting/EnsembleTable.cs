using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training.Boosting;

/// <param name="Bins">The fine bins.</param>
/// <param name="Tallies">Outcomes by bin, in the data's weights.</param>
/// <param name="Values">Log-odds by bin.</param>
internal sealed record EnsembleTable(FineBins Bins, Tally[] Tallies, double[] Values)
{
    /// <summary>Makes the weighted mean 0; bins without rows earn that mean, which is neither for nor against anybody.</summary>
    /// <returns>The mean that was taken away.</returns>
    public double Centre()
    {
        double sum = 0, count = 0;
        for (var bin = 0; bin < Values.Length; bin++)
        {
            sum += Tallies[bin].Count * Values[bin];
            count += Tallies[bin].Count;
        }

        var mean = sum / count;
        for (var bin = 0; bin < Values.Length; bin++)
        {
            Values[bin] = bin < Binning.First && Tallies[bin].Count == 0 ? 0 : Values[bin] - mean;
        }

        return mean;
    }

    /// <summary>
    /// Gives each bin of a number the mean of its surroundings by e^(−distance/reach), distances between bins' middles in rows.
    /// The kernel is log-concave, so weights shift to the right from bin to bin in likelihood ratio and a monotone table stays so
    /// (Karlin 1968, total positivity).
    /// </summary>
    /// <param name="reach">In rows; 0: none.</param>
    public void Smooth(double reach)
    {
        if (reach == 0 || Bins.IsCategorical)
        {
            return;
        }

        var (rows, middles, behind) = (new double[Values.Length], new double[Values.Length], 0d);
        foreach (var code in Bins.Codes)
        {
            rows[code]++;
        }

        for (var bin = Binning.First; bin < rows.Length; bin++)
        {
            middles[bin] = behind + (rows[bin] / 2);
            behind += rows[bin];
        }

        double[] before = [.. Values];
        for (var bin = Binning.First; bin < rows.Length; bin++)
        {
            double sum = 0, weight = 0;
            for (var other = Binning.First; other < rows.Length; other++)
            {
                var share = rows[other] * Math.Exp(-Math.Abs(middles[other] - middles[bin]) / reach);
                (sum, weight) = (sum + (share * before[other]), weight + share);
            }

            // Rounding must not turn a flat stretch of a monotone table.
            var value = weight > 0 ? sum / weight : before[bin];
            Values[bin] = Bins.Sign == 0 || bin == Binning.First ? value
                : Bins.Sign > 0 ? Math.Max(value, Values[bin - 1])
                : Math.Min(value, Values[bin - 1]);
        }
    }
}
