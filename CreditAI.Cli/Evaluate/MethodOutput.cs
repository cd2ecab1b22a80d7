using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Mitigation.Methods;

namespace CreditAI.Cli.Evaluate;

/// <summary>A method's measures in the earlier system's JSON, and as a table. Undefined numbers are null.</summary>
internal static class MethodOutput
{
    private static readonly string[] Shown =
    [
        "accuracy", "balanced_accuracy", "roc_auc", "selection_rate", "demographic_parity_difference", "demographic_parity_ratio",
        "equalized_odds_difference", "equalized_odds_ratio",
    ];

    /// <param name="json">Takes one object.</param>
    /// <param name="folds">One: the split's own measures. More: their means and sample standard deviations, and the folds.</param>
    public static void WriteJson(Utf8JsonWriter json, IReadOnlyList<MethodMetrics> folds)
    {
        json.WriteStartObject();
        WriteMetrics(json, "", folds, Mean);
        if (folds.Count > 1)
        {
            WriteMetrics(json, "_std", folds, Deviation);
            json.WriteStartArray("folds");
            foreach (var fold in folds)
            {
                json.WriteStartObject();
                WriteMetrics(json, "", [fold], Mean);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static void WriteText(MitigationMethod method, IReadOnlyList<MethodMetrics> folds)
    {
        Screen.Title(folds.Count == 1 ? $"{MethodOptions.Name(method)}, on the rows held out" : $"{MethodOptions.Name(method)}, mean of {folds.Count} folds");
        var overall = Combine([.. folds.Select(fold => fold.Overall)], Mean).ToDictionary();
        Screen.Table(["measure", "value"], Shown.Select(name => (string[])[name, Figures.Short(overall[name])]));
        Screen.Title("By group");
        string[] names = ["accuracy", "selection_rate", "true_positive_rate", "false_positive_rate"];
        Screen.Table(["group", .. names], Groups(folds).Select(group =>
        {
            var values = Combine(OfGroup(folds, group), Mean).ToDictionary();
            return (string[])[group, .. names.Select(name => Figures.Short(values[name]))];
        }));
    }

    private static void WriteMetrics(Utf8JsonWriter json, string suffix, IReadOnlyList<MethodMetrics> folds, Func<double[], double?> combine)
    {
        if (suffix.Length == 0)
        {
            WriteNumber(json, "accuracy", Combined([.. folds.Select(fold => fold.Accuracy)], combine));
        }

        json.WriteStartObject($"overall{suffix}");
        WriteNumbers(json, Combine([.. folds.Select(fold => fold.Overall)], combine));
        json.WriteEndObject();
        json.WriteStartObject($"by_group{suffix}");
        foreach (var group in Groups(folds))
        {
            json.WriteStartObject(group);
            WriteNumbers(json, Combine(OfGroup(folds, group), combine));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static IEnumerable<string> Groups(IReadOnlyList<MethodMetrics> folds) =>
        folds.SelectMany(fold => fold.ByGroup).Select(group => group.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IReadOnlyList<KeyValuePair<string, double?>>[] OfGroup(IReadOnlyList<MethodMetrics> folds, string group) =>
        [.. folds.SelectMany(fold => fold.ByGroup).Where(one => one.Key == group).Select(one => one.Value)];

    private static IEnumerable<KeyValuePair<string, double?>> Combine(
        IReadOnlyList<KeyValuePair<string, double?>>[] folds, Func<double[], double?> combine) =>
        folds[0].Select((measure, index) => KeyValuePair.Create(measure.Key, Combined([.. folds.Select(fold => fold[index].Value)], combine)));

    /// <summary>A measure that a fold could not define is left out of the mean, as the earlier system leaves it.</summary>
    private static double? Combined(double?[] values, Func<double[], double?> combine) => combine([.. values.OfType<double>()]);

    private static double? Mean(double[] values) => values.Length > 0 ? values.Average() : null;

    private static double? Deviation(double[] values) => values.Length > 1
        ? Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1))
        : null;

    private static void WriteNumbers(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, double?>> numbers)
    {
        foreach (var (name, value) in numbers)
        {
            WriteNumber(json, name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
