using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training;

/// <summary>A feature's bins with their outcomes, and each training row's weight of evidence.</summary>
internal sealed class BinnedFeature
{
    private readonly Binning _binning;
    private readonly Tally[] _tallies;
    private readonly double[] _woe;

    private BinnedFeature(Binning binning, Tally[] tallies, double[] woe, double[] evidence)
    {
        _binning = binning;
        _tallies = tallies;
        _woe = woe;
        Evidence = evidence;
    }

    /// <summary>By position in the training rows.</summary>
    public double[] Evidence { get; }

    /// <summary>True when every training row has the same value of evidence.</summary>
    public bool IsFlat => Array.TrueForAll(Evidence, value => value == Evidence[0]);

    public static BinnedFeature Count(Dataset data, int[] rows, FeatureColumn column, Binning binning, WeightOfEvidence evidence)
    {
        var bins = ScorecardBatch.Encode(binning, column);
        var tallies = new Tally[binning.Count];
        foreach (var row in rows)
        {
            tallies[bins[row]] = tallies[bins[row]].Add(data.Favourable[row], data.WeightOf(row));
        }

        double[] woe = [.. tallies.Select(evidence.Of)];
        return new BinnedFeature(binning, tallies, woe, [.. rows.Select(row => woe[bins[row]])]);
    }

    /// <param name="feature">The feature.</param>
    /// <param name="points">Points per unit of evidence.</param>
    public FeatureTerm ToTerm(Feature feature, double points) =>
        new(feature, _binning, _tallies.Select((tally, bin) => new Bin(tally.Count, tally.Good, _woe[bin], (points * _woe[bin]) + 0d)));
}
