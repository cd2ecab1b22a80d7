using CreditAI.Scoring.Data;
using CreditAI.Scoring.Monitoring;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.RejectInference;

/// <summary>
/// Gives declined applications outcomes so that a scorecard can be trained on all who apply. None of it is knowledge: the result
/// rests on the assumption that is named with it (Crook and Banasik 2004 find that it rarely helps and may harm).
/// </summary>
public static class RejectInferences
{
    /// <param name="scorecard">Trained on the approved only.</param>
    /// <param name="approved">Applications with outcomes.</param>
    /// <param name="rows">The approved to go by: those trained on, so that the rows held out stay unseen.</param>
    /// <param name="declined">Applications without, loaded by the same schema.</param>
    /// <param name="options">What is assumed.</param>
    public static InferredRows Infer(Scorecard scorecard, Dataset approved, int[] rows, Dataset declined, InferenceOptions options)
    {
        options.Validate();
        var points = scorecard.Points(scorecard.Encode(declined));
        var (inferred, favourable, weights) = options.Method == InferenceMethod.Fuzzy
            ? Fuzzy(scorecard, declined, points, options)
            : Parcel(scorecard.Points(scorecard.Encode(approved)), approved, rows, declined, points, options);
        return new InferredRows(
            inferred,
            favourable,
            weights,
            BadRate(rows.Select(row => (approved.Favourable[row], approved.WeightOf(row)))),
            BadRate(favourable.Zip(weights)),
            options.Assumption);
    }

    private static (int[] Rows, bool[] Favourable, double[] Weights) Fuzzy(Scorecard scorecard, Dataset declined, double[] points, InferenceOptions options)
    {
        var count = declined.Count;
        var (rows, favourable, weights) = (new int[2 * count], new bool[2 * count], new double[2 * count]);
        for (var row = 0; row < count; row++)
        {
            var bad = Math.Min(1, options.Factor * scorecard.Scale.ProbabilityOfDefault(points[row]));
            (rows[2 * row], favourable[2 * row], weights[2 * row]) = (row, true, declined.WeightOf(row) * (1 - bad));
            (rows[(2 * row) + 1], weights[(2 * row) + 1]) = (row, declined.WeightOf(row) * bad);
        }

        return (rows, favourable, weights);
    }

    private static (int[] Rows, bool[] Favourable, double[] Weights) Parcel(
        double[] approvedPoints, Dataset approved, int[] rows, Dataset declined, double[] points, InferenceOptions options)
    {
        var bands = new DecileBins([.. rows.Select(row => approvedPoints[row])], options.Bands);
        var (bad, all) = (new double[bands.Edges.Count + 1], new double[bands.Edges.Count + 1]);
        foreach (var row in rows)
        {
            var band = bands.BinOf(approvedPoints[row]);
            all[band] += approved.WeightOf(row);
            bad[band] += approved.Favourable[row] ? 0 : approved.WeightOf(row);
        }

        var random = new Random(options.Seed);
        var favourable = new bool[declined.Count];
        for (var row = 0; row < declined.Count; row++)
        {
            // Only the lowest band can be empty, where many approved share the lowest score.
            var band = bands.BinOf(points[row]) is var place && all[place] > 0 ? place : place + 1;
            favourable[row] = random.NextDouble() >= Math.Min(1, options.Factor * bad[band] / all[band]);
        }

        return ([.. Enumerable.Range(0, declined.Count)], favourable, [.. Enumerable.Range(0, declined.Count).Select(declined.WeightOf)]);
    }

    private static double BadRate(IEnumerable<(bool Favourable, double Weight)> outcomes)
    {
        double bad = 0, all = 0;
        foreach (var (favourable, weight) in outcomes)
        {
            all += weight;
            bad += favourable ? 0 : weight;
        }

        return bad / all;
    }
}
