using CreditAI.Scoring.Metrics;

namespace CreditAI.Scoring.Fairness.Frames;

/// <summary>Metrics of probabilities against outcomes, under scikit-learn's names.</summary>
public static class ScoreMetrics
{
    public static IReadOnlyList<Metric<ScoredRows>> All { get; } =
    [
        new("roc_auc", sample => sample.Auc),
        new("brier", sample => Of(sample, performance => performance.Brier)),
        new("log_loss_eps_1e-15", sample => Of(sample, performance => performance.LogLoss)),
        new("mean_score", sample => sample.MeanScore),
        new("ks", sample => Of(sample, performance => performance.Ks)),
    ];

    internal static Measure Of(ScoredRows sample, Func<Performance, double?> member) => member(sample.Performance) is { } value
        ? Measure.Of(value, sample.Count)
        : Measure.Not(sample.Count, sample.Performance.Undefined ?? Confusion.NoRows);
}
