using System.Globalization;
using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.ModelCards;

/// <summary>Numbers as a card shows them.</summary>
internal static class CardFigures
{
    public const string Undefined = "undefined";

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Count(double weight) => weight.ToString("#,0.##", CultureInfo.InvariantCulture);

    public static string Points(double value) => value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    public static string Evidence(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    public static string Score(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    public static string Short(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? Undefined;

    public static string Percent(double value) => value.ToString("0.0%", CultureInfo.InvariantCulture);

    public static string Percent(Measure measure) => WithRange(measure, Percent);

    public static string Short(Measure measure) => WithRange(measure, value => Short(value));

    public static string Ratio(Measure measure) => WithRange(measure, value => value.ToString("0.00", CultureInfo.InvariantCulture));

    private static string WithRange(Measure measure, Func<double, string> text) => measure switch
    {
        { Value: null } => measure.Undefined is { } reason ? $"{Undefined}: {reason}" : Undefined,
        { Interval: { } interval } => $"{text(measure.Value.Value)} ({text(interval.Low)}–{text(interval.High)})",
        _ => text(measure.Value.Value),
    };
}
