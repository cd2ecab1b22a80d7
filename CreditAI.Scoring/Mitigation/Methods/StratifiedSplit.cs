namespace CreditAI.Scoring.Mitigation.Methods;

/// <summary>
/// Splits with each outcome's share kept, drawn as scikit-learn draws them (StratifiedShuffleSplit behind train_test_split, and
/// StratifiedKFold with shuffling), so that the same seed gives the same rows.
/// </summary>
internal static class StratifiedSplit
{
    /// <param name="favourable">Outcomes by row.</param>
    /// <param name="testSize">Share of the rows to test on, above 0 and below 1; rounded up to whole rows.</param>
    /// <param name="seed">Of the draw.</param>
    /// <returns>Row indexes of both sides, in drawn order.</returns>
    /// <exception cref="ArgumentException">An outcome has fewer than two rows, or a side would have fewer rows than there are outcomes.</exception>
    public static (int[] Train, int[] Test) Once(ReadOnlySpan<bool> favourable, double testSize, uint seed)
    {
        var classes = Classes(favourable);
        var test = (int)Math.Ceiling(testSize * favourable.Length);
        var train = favourable.Length - test;
        if (classes.Any(rows => rows.Length < 2) || test < 2 || train < 2)
        {
            throw new ArgumentException("each outcome needs two rows, and either side of the split too", nameof(favourable));
        }

        var random = new LegacyRandom(seed);
        int[] counts = [.. classes.Select(rows => rows.Length)];
        var trainCounts = Share(counts, train, random);
        var testCounts = Share([.. counts.Zip(trainCounts, (all, taken) => all - taken)], test, random);
        var (trainRows, testRows) = (new List<int>(), new List<int>());
        for (var index = 0; index < classes.Length; index++)
        {
            var rows = classes[index];
            int[] order = random.Permutation(rows.Length);
            trainRows.AddRange(order.Take(trainCounts[index]).Select(position => rows[position]));
            testRows.AddRange(order.Skip(trainCounts[index]).Take(testCounts[index]).Select(position => rows[position]));
        }

        int[] trainOrder = random.Permutation(trainRows.Count);
        int[] testOrder = random.Permutation(testRows.Count);
        return ([.. trainOrder.Select(position => trainRows[position])], [.. testOrder.Select(position => testRows[position])]);
    }

    /// <returns>Each fold's rows to train and to test on, ascending.</returns>
    /// <exception cref="ArgumentException">An outcome has fewer rows than there are folds.</exception>
    public static IReadOnlyList<(int[] Train, int[] Test)> Folds(ReadOnlySpan<bool> favourable, int folds, uint seed)
    {
        var classes = Classes(favourable);
        if (classes.Any(rows => rows.Length < folds))
        {
            throw new ArgumentException($"an outcome has fewer rows than the {folds} folds", nameof(favourable));
        }

        // The outcome met first is dealt out first.
        int[][] order = favourable[0] ? [classes[1], classes[0]] : classes;
        var (random, foldOf, dealt) = (new LegacyRandom(seed), new int[favourable.Length], 0);
        foreach (var rows in order)
        {
            var first = dealt;
            int[] places = [.. Enumerable.Range(first, rows.Length).Select(position => position % folds).Order()];
            random.Shuffle(places);
            foreach (var (position, row) in rows.Index())
            {
                foldOf[row] = places[position];
            }

            dealt += rows.Length;
        }

        return [.. Enumerable.Range(0, folds).Select(fold => (
            Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] != fold).ToArray(),
            Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] == fold).ToArray()))];
    }

    private static int[][] Classes(ReadOnlySpan<bool> favourable)
    {
        var (bad, good) = (new List<int>(), new List<int>());
        for (var row = 0; row < favourable.Length; row++)
        {
            (favourable[row] ? good : bad).Add(row);
        }

        return [[.. bad], [.. good]];
    }

    /// <summary>Shares out draws in proportion to the counts; what rounding down leaves goes to the largest remainders, ties by draw.</summary>
    private static int[] Share(int[] counts, int draws, LegacyRandom random)
    {
        var all = (double)counts.Sum();
        double[] exact = [.. counts.Select(count => count / all * draws)];
        int[] shares = [.. exact.Select(value => (int)Math.Floor(value))];
        var left = draws - shares.Sum();
        foreach (var tied in exact.Index().GroupBy(one => one.Item - Math.Floor(one.Item), one => one.Index).OrderByDescending(one => one.Key))
        {
            int[] indexes = [.. tied];
            foreach (var position in random.Permutation(left > 0 ? indexes.Length : 0).Take(left))
            {
                shares[indexes[position]]++;
                left--;
            }
        }

        return shares;
    }
}
