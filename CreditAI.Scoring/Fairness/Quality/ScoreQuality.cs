using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Quality;

/// <summary>How good the scores are for one group. Rows count one each.</summary>
public static class ScoreQuality
{
    private const double Middle = 0.5;

    public static IReadOnlyList<NamedMeasure> Of(ScoredRows rows)
    {
        var n = rows.Count;
        var (intercept, slope) = CalibrationLine.Of(rows);
        return
        [
            new("n", Measure.Of(n, n)),
            new("base_rate", Measure.Share(rows.Favourable.Count(true), n, n, Confusion.NoRows)),
            new("auc", rows.Auc),
            new("ks", ScoreMetrics.Of(rows, performance => performance.Ks)),
            new("brier", ScoreMetrics.Of(rows, performance => performance.Brier)),
            new("log_loss", ScoreMetrics.Of(rows, performance => performance.LogLoss)),
            new("average_precision", AveragePrecision.Of(rows, favourable: true)),
            new("average_precision_bad", AveragePrecision.Of(rows, favourable: false)),
            new("accuracy_at_050", Measure.Share(RightAtMiddle(rows), n, n, Confusion.NoRows)),
            new("gini", ScoreMetrics.Of(rows, performance => performance.Gini)),
            new("calibration_intercept", intercept),
            new("calibration_slope", slope),
        ];
    }

    private static int RightAtMiddle(ScoredRows rows)
    {
        var right = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            right += rows.Scores[row] >= Middle == rows.Favourable[row] ? 1 : 0;
        }

        return right;
    }
}
