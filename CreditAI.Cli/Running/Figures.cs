using System.Globalization;
using CreditAI.Scoring.Fairness;

namespace CreditAI.Cli.Running;

/// <summary>Numbers as people read them.</summary>
internal static class Figures
{
    public const string Undefined = "undefined";

    public static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Rows, or their weight.</summary>
    public static string Count(double weight) => weight.ToString("#,0.##", CultureInfo.InvariantCulture);

    public static string Short(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? Undefined;

    public static string Points(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    public static string Net(long value) => value.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);

    /// <summary>A p-value: what would round to 0 is said to be below.</summary>
    public static string Probability(double value) => value < 0.0001 ? "<0.0001" : Short(value);

    public static string Signed(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    public static string Percent(Measure measure) => measure.Value is { } value
        ? $"{Percent(value)}{Range(measure, Percent)}"
        : Undefined;

    public static string Ratio(Measure measure) => measure.Value is { } value
        ? $"{Two(value)}{Range(measure, Two)}"
        : Undefined;

    /// <summary>A difference of two shares or ratios, with its sign.</summary>
    public static string Difference(Measure measure) => measure.Value is { } value
        ? $"{SignedFour(value)}{Range(measure, SignedFour)}"
        : Undefined;

    /// <summary>An amount in the caller's unit.</summary>
    public static string Amount(Measure measure) => measure.Value is { } value
        ? $"{Amount(value)}{Range(measure, Amount)}"
        : Undefined;

    public static string SignedPercent(Measure measure) => measure.Value is { } value
        ? $"{SignedPercent(value)}{Range(measure, SignedPercent)}"
        : Undefined;

    private static string Amount(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string SignedPercent(double value) => value.ToString("+0.0%;-0.0%;0.0%", CultureInfo.InvariantCulture);

    private static string Percent(double value) => value.ToString("0.0%", CultureInfo.InvariantCulture);

    private static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Range(Measure measure, Func<double, string> text) =>
        measure.Interval is { } interval ? $"{Screen.Break}({text(interval.Low)}–{text(interval.High)})" : "";

    private static string SignedFour(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}
