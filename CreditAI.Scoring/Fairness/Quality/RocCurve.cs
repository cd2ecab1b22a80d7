using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Quality;

/// <summary>The receiver operating characteristic: share of unfavourable outcomes against share of favourable ones above each score.</summary>
public static class RocCurve
{
    /// <param name="rows">Each counts one.</param>
    /// <param name="most">Points to keep at most, evenly from the curve's corners; at least 2.</param>
    /// <returns>From (0, 0) to (1, 1); empty where a class is absent.</returns>
    public static IReadOnlyList<(double FalsePositiveRate, double TruePositiveRate)> Of(ScoredRows rows, int most)
    {
        var scores = rows.Scores.ToArray();
        var outcomes = rows.Favourable.ToArray();
        Array.Sort(scores, outcomes);
        double good = outcomes.Count(outcome => outcome), bad = outcomes.Length - good;
        if (good == 0 || bad == 0)
        {
            return [];
        }

        var points = new List<(double, double)> { (0, 0) };
        double goodAbove = 0, badAbove = 0;
        for (var row = scores.Length - 1; row >= 0; row--)
        {
            (goodAbove, badAbove) = outcomes[row] ? (goodAbove + 1, badAbove) : (goodAbove, badAbove + 1);
            if (row == 0 || scores[row - 1] != scores[row])
            {
                points.Add((badAbove / bad, goodAbove / good));
            }
        }

        return points.Count <= most ? points : [.. Enumerable.Range(0, most).Select(index => points[(int)((long)index * (points.Count - 1) / (most - 1))])];
    }
}
