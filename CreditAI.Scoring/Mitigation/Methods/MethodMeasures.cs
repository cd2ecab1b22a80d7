using CreditAI.Scoring.Metrics;

namespace CreditAI.Scoring.Mitigation.Methods;

/// <summary>Measures decisions and scores by group, as the earlier system's report does.</summary>
internal static class MethodMeasures
{
    private static readonly string[] Names =
    [
        "selection_rate", "accuracy", "balanced_accuracy", "precision", "recall", "f1", "true_positive_rate", "true_negative_rate",
        "false_positive_rate", "false_negative_rate", "roc_auc", "log_loss",
    ];

    /// <param name="data">The rows measured.</param>
    /// <param name="approved">Decisions.</param>
    /// <param name="scores">Of the favourable outcome, 0 to 1; the decisions themselves where a method gives none.</param>
    public static MethodMetrics Of(MethodData data, bool[] approved, double[] scores)
    {
        var all = Measure(data.Favourable, approved, scores);
        var groups = Enumerable.Range(0, approved.Length).GroupBy(row => data.Groups[row], StringComparer.Ordinal)
            .OrderBy(rows => rows.Key, StringComparer.Ordinal)
            .Select(rows => (Name: rows.Key, Values: Measure(
                [.. rows.Select(row => data.Favourable[row])], [.. rows.Select(row => approved[row])], [.. rows.Select(row => scores[row])])))
            .ToArray();
        return new MethodMetrics(
            Overall(all, [.. groups.Select(group => group.Values)]),
            [.. groups.Select(group => KeyValuePair.Create(group.Name, Listed(group.Values)))]);
    }

    private static Dictionary<string, double?> Measure(bool[] favourable, bool[] approved, double[] scores)
    {
        var (tp, fp, tn, fn) = (0d, 0d, 0d, 0d);
        for (var row = 0; row < favourable.Length; row++)
        {
            _ = (favourable[row], approved[row]) switch { (true, true) => tp++, (true, false) => fn++, (false, true) => fp++, _ => tn++ };
        }

        var performance = PerformanceMeasures.Of(favourable, scores);
        var (recall, specificity, precision) = (Ratio(tp, tp + fn), Ratio(tn, tn + fp), Ratio(tp, tp + fp));
        double?[] values =
        [
            Ratio(tp + fp, favourable.Length), Ratio(tp + tn, favourable.Length), (recall + specificity) / 2, precision, recall, Ratio(2 * tp, (2 * tp) + fp + fn),
            recall, specificity, Ratio(fp, tn + fp), Ratio(fn, tp + fn), performance.Auc, LogLoss(favourable, scores),
        ];
        var measured = Names.Zip(values).ToDictionary(one => one.First, one => one.Second, StringComparer.Ordinal);
        measured["false_discovery_rate"] = 1 - precision;
        return measured;
    }

    private static IReadOnlyList<KeyValuePair<string, double?>> Listed(Dictionary<string, double?> values) =>
        [.. Names.Append("false_discovery_rate").Select(name => KeyValuePair.Create(name, values[name]))];

    private static List<KeyValuePair<string, double?>> Overall(Dictionary<string, double?> all, IReadOnlyList<Dictionary<string, double?>> groups)
    {
        var overall = Names.Select(name => KeyValuePair.Create(name, all[name])).ToList();
        Add("equalized_odds_difference", Larger(Difference("true_positive_rate"), Difference("false_positive_rate"), Math.Max));
        Add("demographic_parity_difference", Difference("selection_rate"));
        Add("false_positive_rate_difference", Difference("false_positive_rate"));
        Add("false_negative_rate_difference", Difference("false_negative_rate"));
        Add("demographic_parity_ratio", RatioOf("selection_rate"));
        Add("equalized_odds_ratio", Larger(RatioOf("true_positive_rate"), RatioOf("false_positive_rate"), Math.Min));
        foreach (var name in (ReadOnlySpan<string>)["false_positive_rate", "false_negative_rate", "true_positive_rate", "true_negative_rate", "accuracy"])
        {
            Add($"{name}_ratio", RatioOf(name));
        }

        foreach (var name in (ReadOnlySpan<string>)
            ["accuracy", "balanced_accuracy", "precision", "recall", "f1", "true_positive_rate", "true_negative_rate", "log_loss", "roc_auc"])
        {
            Add($"{name}_difference", Difference(name));
        }

        Add("false_discovery_rate", all["false_discovery_rate"]);

        // Its sign is the earlier system's: the precision's difference turned round.
        Add("false_discovery_rate_difference", -Difference("precision"));
        return overall;

        void Add(string name, double? value) => overall.Add(KeyValuePair.Create(name, value));

        double? Difference(string name) => Of(name, (least, most) => most - least);

        double? RatioOf(string name) => Of(name, (least, most) => most > 0 ? least / most : null);

        double? Of(string name, Func<double, double, double?> combine) => groups.All(group => group[name] is not null)
            ? combine(groups.Min(group => group[name]!.Value), groups.Max(group => group[name]!.Value))
            : null;
    }

    private static double? Larger(double? one, double? other, Func<double, double, double> combine) =>
        one is { } left && other is { } right ? combine(left, right) : null;

    private static double? Ratio(double part, double whole) => whole > 0 ? part / whole : null;

    /// <summary>Scores are kept from 0 and 1 by the double's epsilon, as scikit-learn does; a decision as a score costs 36 when it is wrong.</summary>
    private static double LogLoss(bool[] favourable, double[] scores)
    {
        const double epsilon = 2.220446049250313e-16;
        return favourable.Zip(scores, (good, score) =>
            -Math.Log(good ? Math.Clamp(score, epsilon, 1 - epsilon) : 1 - Math.Clamp(score, epsilon, 1 - epsilon))).Average();
    }
}
