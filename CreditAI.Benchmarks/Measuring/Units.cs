using System.Globalization;

namespace CreditAI.Benchmarks.Measuring;

/// <summary>Numbers as the table shows them.</summary>
internal static class Units
{
    public static string Millions(double perSecond) => Show(perSecond / 1e6, perSecond < 1e8 ? "0.0" : "0", " M rows/s");

    public static string Nanoseconds(double seconds) => Show(seconds * 1e9, "0", " ns");

    public static string Milliseconds(double seconds) => Show(seconds * 1e3, "0.0", " ms");

    public static string Seconds(double seconds) => Show(seconds, "0.0", " s");

    public static string Share(double value) => Show(value, "0.0000", "");

    private static string Show(double value, string format, string unit) => value.ToString(format, CultureInfo.InvariantCulture) + unit;
}
