using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Quality;

/// <summary>Whether scores mean what they say: expected against observed shares of favourable outcomes. Rows count one each.</summary>
public sealed record Calibration
{
    private const int BinCount = 10;
    private const string EmptyBin = "no score lies in this bin";

    public required IReadOnlyList<CalibrationBin> Bins { get; init; }

    /// <summary>Expected calibration error: the bins' distances from expected to observed, by their rows.</summary>
    public required Measure ExpectedError { get; init; }

    /// <summary>Maximum calibration error: the largest of those distances.</summary>
    public required Measure MaximumError { get; init; }

    public required Measure MeanScore { get; init; }

    /// <summary>With Wilson's interval.</summary>
    public required Measure Observed { get; init; }

    public required Measure ExpectedOverObserved { get; init; }

    public static Calibration Of(ScoredRows rows)
    {
        var (counts, sums, good) = (new long[BinCount], new double[BinCount], new long[BinCount]);
        for (var row = 0; row < rows.Count; row++)
        {
            var bin = Math.Min((int)Math.Floor(rows.Scores[row] * BinCount), BinCount - 1);
            counts[bin]++;
            sums[bin] += rows.Scores[row];
            good[bin] += rows.Favourable[row] ? 1 : 0;
        }

        CalibrationBin[] bins = [.. counts.Select((count, bin) => new CalibrationBin(
            bin,
            count,
            count > 0 ? Measure.Of(sums[bin] / count, count) : Measure.Not(0, EmptyBin),
            Measure.Share(good[bin], count, count, EmptyBin)))];
        double[] errors = [.. bins.Where(bin => bin.Count > 0).Select(bin => Math.Abs(bin.MeanScore.Value!.Value - bin.Observed.Value!.Value))];
        long[] filled = [.. counts.Where(count => count > 0)];
        var none = Measure.Not(0, Confusion.NoRows);
        var mean = rows.Count > 0 ? Measure.Of(sums.Sum() / rows.Count, rows.Count) : none;
        var observed = Measure.Share(good.Sum(), rows.Count, rows.Count, Confusion.NoRows);
        return new Calibration
        {
            Bins = bins,
            ExpectedError = rows.Count > 0 ? Measure.Of(errors.Zip(filled, (error, count) => error * count).Sum() / rows.Count, rows.Count) : none,
            MaximumError = rows.Count > 0 ? Measure.Of(errors.Max(), rows.Count) : none,
            MeanScore = mean,
            Observed = observed,
            ExpectedOverObserved = Measure.Ratio(mean, observed) is { Value: { } ratio }
                ? Measure.Of(ratio, rows.Count)
                : Measure.Not(rows.Count, rows.Count == 0 ? Confusion.NoRows : Confusion.NoFavourable),
        };
    }
}
