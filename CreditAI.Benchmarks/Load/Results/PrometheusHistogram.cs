using System.Globalization;

namespace CreditAI.Benchmarks.Load.Results;

/// <summary>A histogram of a page in Prometheus' text format, summed over its label sets.</summary>
/// <param name="Cumulative">How many values are at most the bound, by bound.</param>
internal sealed record PrometheusHistogram(IReadOnlyDictionary<double, long> Cumulative, long Count, double Sum)
{
    /// <summary>Null when nothing was recorded.</summary>
    public double? Mean => Count == 0 ? null : Sum / Count;

    public static PrometheusHistogram operator -(PrometheusHistogram after, PrometheusHistogram before) => new(
        after.Cumulative.ToDictionary(bucket => bucket.Key, bucket => bucket.Value - before.Cumulative.GetValueOrDefault(bucket.Key)),
        after.Count - before.Count,
        after.Sum - before.Sum);

    /// <returns>An empty histogram where the page has none of that name, as before the first value.</returns>
    public static PrometheusHistogram Parse(string page, string name)
    {
        var cumulative = new Dictionary<double, long>();
        var (count, sum) = (0L, 0d);
        foreach (var line in page.Split('\n').Where(line => line.StartsWith(name + "_", StringComparison.Ordinal)))
        {
            var series = line[(name.Length + 1)..line.IndexOfAny(['{', ' '])];
            var value = double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
            switch (series)
            {
                case "bucket":
                    var bound = BoundOf(line);
                    cumulative[bound] = cumulative.GetValueOrDefault(bound) + (long)value;
                    break;
                case "count":
                    count += (long)value;
                    break;
                case "sum":
                    sum += value;
                    break;
            }
        }

        return new PrometheusHistogram(cumulative, count, sum);
    }

    /// <returns>The smallest bound that at least this share of the values does not exceed; null when nothing was recorded.</returns>
    public double? UpperBoundOf(double share) => Count == 0
        ? null
        : Cumulative.Where(bucket => bucket.Value >= share * Count).Select(bucket => bucket.Key).Order().FirstOrDefault(double.PositiveInfinity);

    private static double BoundOf(string line)
    {
        const string Label = "le=\"";
        var text = line[(line.LastIndexOf(Label, StringComparison.Ordinal) + Label.Length)..];
        text = text[..text.IndexOf('"')];
        return text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
    }
}
