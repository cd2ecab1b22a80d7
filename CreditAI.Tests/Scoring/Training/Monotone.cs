using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring.Training;

/// <summary>Whether a scorecard's tables and pairs keep the schema's directions.</summary>
internal static class Monotone
{
    public static bool Holds(Scorecard card) =>
        card.Terms.All(term => IsOrdered(term.Feature, term.Bins.Skip(Binning.First).Select(bin => bin.Points))) && card.Pairs.All(pair => Holds(card, pair));

    private static bool Holds(Scorecard card, PairTerm pair)
    {
        var (rows, columns) = (card.Terms[pair.First], card.Terms[pair.Second]);
        for (ushort column = 0; column < columns.Bins.Count; column++)
        {
            if (!IsOrdered(rows.Feature, Ordinary(rows).Select(row => pair.PointsOf(row, column))))
            {
                return false;
            }
        }

        for (ushort row = 0; row < rows.Bins.Count; row++)
        {
            if (!IsOrdered(columns.Feature, Ordinary(columns).Select(column => pair.PointsOf(row, column))))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<ushort> Ordinary(FeatureTerm term) =>
        Enumerable.Range(Binning.First, term.Bins.Count - Binning.First).Select(bin => (ushort)bin);

    private static bool IsOrdered(Feature feature, IEnumerable<double> points)
    {
        double[] values = [.. points];
        var sign = feature.Direction switch { Direction.Increasing => 1, Direction.Decreasing => -1, _ => 0 };
        return values.Zip(values.Skip(1)).All(pair => sign * (pair.Second - pair.First) >= 0);
    }
}
