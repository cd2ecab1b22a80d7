using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Quality;

/// <summary>Area under the precision–recall steps, as scikit-learn's average precision: Σ (recall gained) · precision over the distinct scores.</summary>
internal static class AveragePrecision
{
    /// <param name="rows">Each counts one.</param>
    /// <param name="favourable">True: finds the favourable outcomes from the highest score down; false: the unfavourable from the lowest up.</param>
    public static Measure Of(ScoredRows rows, bool favourable)
    {
        var scores = rows.Scores.ToArray();
        var outcomes = rows.Favourable.ToArray();
        Array.Sort(scores, outcomes);
        if (favourable)
        {
            Array.Reverse(scores);
            Array.Reverse(outcomes);
        }

        var wanted = outcomes.LongCount(outcome => outcome == favourable);
        if (wanted == 0)
        {
            return Measure.Not(rows.Count, favourable ? Confusion.NoFavourable : Confusion.NoUnfavourable);
        }

        double area = 0;
        long found = 0, before = 0;
        for (var row = 0; row < scores.Length; row++)
        {
            found += outcomes[row] == favourable ? 1 : 0;
            if (row + 1 == scores.Length || scores[row + 1] != scores[row])
            {
                area += (double)(found - before) / wanted * found / (row + 1);
                before = found;
            }
        }

        return Measure.Of(area, rows.Count);
    }
}
