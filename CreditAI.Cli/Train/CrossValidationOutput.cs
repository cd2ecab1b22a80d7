using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Training;

namespace CreditAI.Cli.Train;

/// <summary>What a cross-validation found.</summary>
internal static class CrossValidationOutput
{
    private static readonly (string Name, Func<Performance, double?> Measure)[] Measures =
    [
        ("auc", fold => fold.Auc),
        ("ks", fold => fold.Ks),
        ("brier", fold => fold.Brier),
        ("log_loss", fold => fold.LogLoss),
    ];

    public static void WriteJson(Utf8JsonWriter json, CrossValidation validation)
    {
        json.WriteStartObject("cross_validation");
        json.WriteNumber("folds", validation.Folds.Count);
        foreach (var (name, measure) in Measures)
        {
            var (mean, deviation) = validation.Of(measure);
            json.WriteStartObject(name);
            Write(json, "mean", mean);
            Write(json, "sd", deviation);
            json.WriteStartArray("by_fold");
            foreach (var fold in validation.Folds)
            {
                if (measure(fold) is { } value)
                {
                    json.WriteNumberValue(value);
                }
                else
                {
                    json.WriteNullValue();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static void WriteText(CrossValidation validation)
    {
        Screen.Title($"Cross-validation on the training rows, {validation.Folds.Count} folds");
        Screen.Table(["fold", "n", "AUC", "KS", "Brier", "log-loss"], validation.Folds
            .Select((fold, index) => (string[])[Figures.Whole(index + 1), Figures.Whole(fold.N), .. Measures.Select(row => Figures.Short(row.Measure(fold)))])
            .Append(["mean", "", .. Measures.Select(row => Figures.Short(validation.Of(row.Measure).Mean))])
            .Append(["standard deviation", "", .. Measures.Select(row => Figures.Short(validation.Of(row.Measure).StandardDeviation))]));
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
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
