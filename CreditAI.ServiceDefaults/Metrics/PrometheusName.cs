using System.Text;

namespace CreditAI.ServiceDefaults.Metrics;

/// <summary>
/// OpenTelemetry's rules for metric names in Prometheus ("Prometheus and OpenMetrics Compatibility"): invalid characters
/// become underscores, the unit is spelled out as a suffix, counters end in <c>_total</c>.
/// </summary>
internal static class PrometheusName
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["d"] = "days",
        ["h"] = "hours",
        ["min"] = "minutes",
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["GiBy"] = "gibibytes",
        ["KBy"] = "kilobytes",
        ["MBy"] = "megabytes",
        ["GBy"] = "gigabytes",
        ["%"] = "percent",
        ["m"] = "meters",
        ["g"] = "grams",
        ["Cel"] = "celsius",
        ["Hz"] = "hertz",
    };

    public static string Of(string instrument, string? unit, MetricKind kind)
    {
        var name = Sanitize(instrument);
        var suffix = UnitOf(unit, kind);
        if (suffix.Length > 0 && !EndsWithWord(name, suffix))
        {
            name = $"{name}_{suffix}";
        }

        if (kind is MetricKind.Counter or MetricKind.ObservableCounter)
        {
            return EndsWithWord(name, "total") ? name : name + "_total";
        }

        // A gauge that ends in _count reads as part of a histogram, and promtool refuses it.
        return kind != MetricKind.Histogram && EndsWithWord(name, "count") ? string.Concat(name.AsSpan(0, name.Length - "count".Length), "number") : name;
    }

    /// <summary>A label name; the names Prometheus keeps for itself are moved out of the way.</summary>
    public static string OfLabel(string tag)
    {
        var name = Sanitize(tag).Replace(':', '_');
        return name == "le" ? "exported_le" : name.StartsWith("__", StringComparison.Ordinal) ? "key" + name : name;
    }

    private static string UnitOf(string? unit, MetricKind kind)
    {
        if (string.IsNullOrEmpty(unit))
        {
            return "";
        }

        if (unit == "1")
        {
            return kind is MetricKind.Gauge or MetricKind.ObservableGauge ? "ratio" : "";
        }

        // "{request}" annotates a count and is no unit; "By/s" is bytes per second.
        var parts = unit.Split('/').Select(p => p.StartsWith('{') ? "" : Units.GetValueOrDefault(p) ?? Sanitize(p)).ToArray();
        return parts is [var of, { Length: > 0 } per] ? $"{of}_per_{Singular(per)}".TrimStart('_') : parts[0];
    }

    private static string Singular(string unit) => unit.EndsWith('s') ? unit[..^1] : unit;

    private static bool EndsWithWord(string name, string word) => name == word || name.EndsWith("_" + word, StringComparison.Ordinal);

    private static string Sanitize(string text)
    {
        var name = new StringBuilder(text.Length + 1);
        foreach (var c in text)
        {
            var valid = char.IsAsciiLetterOrDigit(c) || c == ':' ? c : '_';
            if (valid != '_' || name.Length == 0 || name[^1] != '_')
            {
                name.Append(valid);
            }
        }

        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? "_" + name : name.ToString();
    }
}
