using System.Globalization;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace CreditAI.ServiceDefaults.Metrics;

/// <summary>Labels as they are written, e.g. <c>method="GET",route="/v1"</c>: sorted by name, so that it identifies the series.</summary>
internal static class LabelText
{
    public const string Overflow = "otel_metric_overflow=\"true\"";

    public static string Of(ReadOnlySpan<Tag> tags, IEnumerable<Tag>? instrumentTags)
    {
        if (tags.IsEmpty && instrumentTags is null)
        {
            return "";
        }

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in (Tag[])[.. tags, .. instrumentTags ?? []])
        {
            var name = PrometheusName.OfLabel(tag.Key);
            var value = Escape(Text(tag.Value));
            // Two tags can become one label; OpenTelemetry joins their values.
            labels[name] = labels.TryGetValue(name, out var present) ? $"{present};{value}" : value;
        }

        return string.Join(',', labels.Select(l => $"{l.Key}=\"{l.Value}\""));
    }

    public static string EscapeHelp(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Escape(string value) => EscapeHelp(value).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
