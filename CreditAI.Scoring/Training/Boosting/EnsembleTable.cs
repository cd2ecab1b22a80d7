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
}
