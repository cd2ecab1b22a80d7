using CreditAI.Scoring.Data;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training;

/// <summary>What a trainer is worth on rows it did not see: every row is held out once.</summary>
/// <param name="Folds">Performance on each fold's rows by a scorecard of the others; in order.</param>
public sealed record CrossValidation(IReadOnlyList<Performance> Folds)
{
    /// <summary>Folds are drawn evenly by outcome; the same seed draws the same folds.</summary>
    /// <param name="data">Rows with outcomes.</param>
    /// <param name="rows">The rows to fold.</param>
    /// <param name="request">Trainer, options and seed.</param>
    /// <param name="folds">2 or more.</param>
    /// <param name="advance">Told how many folds are done; null: nobody is.</param>
    /// <param name="cancellation">Stops between rounds of boosting.</param>
    /// <exception cref="DatasetException">An outcome has fewer rows than folds.</exception>
    public static CrossValidation Run(
        Dataset data, int[] rows, TrainingRequest request, int folds, Action<long>? advance = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var foldOf = Draw(data, rows, folds, request.Seed);
        var performances = new Performance[folds];
        for (var fold = 0; fold < folds; fold++)
        {
            int[] training = [.. rows.Where((_, index) => foldOf[index] != fold)];
            int[] heldOut = [.. rows.Where((_, index) => foldOf[index] == fold)];
            performances[fold] = Measure(request.Fit(data, training, null, cancellation), data, heldOut);
            advance?.Invoke(fold + 1);
        }

        return new CrossValidation(performances);
    }

    /// <summary>Mean and standard deviation over the folds; null where the measure is undefined in one of them.</summary>
    public (double? Mean, double? StandardDeviation) Of(Func<Performance, double?> measure)
    {
        double?[] values = [.. Folds.Select(measure)];
        if (values.Contains(null))
        {
            return (null, null);
        }

        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(value => (value!.Value - mean!.Value) * (value.Value - mean.Value)) / (values.Length - 1)));
    }

    private static int[] Draw(Dataset data, int[] rows, int folds, int seed)
    {
        var foldOf = new int[rows.Length];
        foreach (var outcome in (bool[])[true, false])
        {
            int[] positions = [.. Enumerable.Range(0, rows.Length).Where(index => data.Favourable[rows[index]] == outcome)];
            if (positions.Length < folds)
            {
                throw new DatasetException(
                    data.Schema.Name, $"{positions.Length} training rows are {(outcome ? "favourable" : "unfavourable")}: too few for {folds} folds");
            }

            new Random(seed).Shuffle(positions);
            for (var index = 0; index < positions.Length; index++)
            {
                foldOf[positions[index]] = index % folds;
            }
        }

        return foldOf;
    }

    private static Performance Measure(Scorecard scorecard, Dataset data, int[] rows)
    {
        var points = scorecard.Points(scorecard.Encode(data));
        return PerformanceMeasures.Of(
            Array.ConvertAll(rows, row => data.Favourable[row]),
            Array.ConvertAll(rows, row => 1 - scorecard.Scale.ProbabilityOfDefault(points[row])),
            data.Weights.IsEmpty ? null : Array.ConvertAll(rows, data.WeightOf));
    }
}
