namespace CreditAI.Scoring.Fairness.Frames;

/// <summary>
/// Metrics of decisions under Fairlearn's and scikit-learn's names. Those end a rate without a denominator in 0 (hence
/// <c>zero_division_0</c>); here it is undefined.
/// </summary>
public static class DecisionMetrics
{
    public const string SelectionRate = "selection_rate";
    public const string TruePositiveRate = "true_positive_rate";
    public const string FalsePositiveRate = "false_positive_rate";

    public static IReadOnlyList<Metric<Confusion>> All { get; } =
    [
        new("count", sample => Measure.Of(sample.All.Rows, sample.All.Rows)),
        new("base_rate", sample => sample.BaseRate),
        new(SelectionRate, sample => sample.SelectionRate),
        new(TruePositiveRate, sample => sample.TruePositiveRate),
        new(FalsePositiveRate, sample => sample.FalsePositiveRate),
        new("true_negative_rate", sample => sample.TrueNegativeRate),
        new("false_negative_rate", sample => sample.FalseNegativeRate),
        new("accuracy", sample => sample.Accuracy),
        new("balanced_accuracy", sample => sample.BalancedAccuracy),
        new("precision_zero_division_0", sample => sample.Precision),
        new("recall_zero_division_0", sample => sample.TruePositiveRate),
        new("f1_zero_division_0", sample => sample.F1),
        new("negative_predictive_value", sample => sample.NegativePredictiveValue),
        new("mean_prediction", sample => sample.SelectionRate),
    ];
}
