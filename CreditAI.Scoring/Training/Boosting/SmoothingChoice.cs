namespace CreditAI.Scoring.Training.Boosting;

/// <summary>
/// How far each number's table is smoothed: as far as the rows that bags held out are then predicted best. A number whose single values
/// mean something, such as a capital gain of exactly 7,688, is so left as it is.
/// </summary>
internal static class SmoothingChoice
{
    // In rows; 0, no smoothing, is what the others must beat.
    private static readonly double[] Reaches = [10, 40, 100, 300, 1000];

    // Beyond a sixteenth of the rows there is no neighbourhood left.
    private const int LeastNeighbourhoods = 16;

    /// <param name="set">The training rows.</param>
    /// <param name="features">By slot.</param>
    /// <param name="slots">The features that take part.</param>
    /// <param name="bags">With the features learned and no pairs yet.</param>
    /// <param name="parallel">Reaches are tried side by side.</param>
    /// <returns>Reach in rows by slot.</returns>
    public static double[] Of(TrainingSet set, IReadOnlyList<FineBins> features, IReadOnlyList<int> slots, IReadOnlyList<Bag> bags, ParallelOptions parallel)
    {
        var (scores, counts) = (new double[set.Count], new int[set.Count]);
        foreach (var bag in bags)
        {
            bag.AddHeldOut(scores, counts);
        }

        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] /= Math.Max(1, counts[row]);
        }

        double[] reaches = [.. Reaches.Where(reach => reach * LeastNeighbourhoods <= set.Count)];
        var chosen = new double[features.Count];
        var least = Loss(set, scores, counts);
        foreach (var slot in slots.Where(slot => !features[slot].IsCategorical))
        {
            var tried = new (double Loss, double[] Scores)[reaches.Length];
            Parallel.For(0, reaches.Length, parallel, index =>
            {
                var smoothed = Smoothed(features[slot], slot, reaches[index], bags, scores, counts);
                tried[index] = (Loss(set, smoothed, counts), smoothed);
            });
            for (var index = 0; index < tried.Length; index++)
            {
                if (tried[index].Loss < least)
                {
                    (least, scores, chosen[slot]) = (tried[index].Loss, tried[index].Scores, reaches[index]);
                }
            }
        }

        return chosen;
    }

    private static double[] Smoothed(FineBins bins, int slot, double reach, IReadOnlyList<Bag> bags, double[] scores, int[] counts)
    {
        var changes = new double[scores.Length];
        foreach (var bag in bags)
        {
            var table = new EnsembleTable(bins, [], [.. bag.Features[slot]!]);
            table.Smooth(reach);
            bag.AddHeldOut(bins.Codes, [.. table.Values.Zip(bag.Features[slot]!, (after, before) => after - before)], changes);
        }

        for (var row = 0; row < changes.Length; row++)
        {
            changes[row] = scores[row] + (changes[row] / Math.Max(1, counts[row]));
        }

        return changes;
    }

    private static double Loss(TrainingSet set, double[] scores, int[] counts)
    {
        var loss = 0d;
        for (var row = 0; row < scores.Length; row++)
        {
            if (counts[row] > 0)
            {
                loss += set.Weights[row] * Math.Log(1 + Math.Exp(set.Favourable[row] ? -scores[row] : scores[row]));
            }
        }

        return loss;
    }
}
