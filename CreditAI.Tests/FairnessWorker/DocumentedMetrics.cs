using System.Text.RegularExpressions;

namespace CreditAI.Tests.FairnessWorker;

internal static class DocumentedMetrics
{
    /// <summary>The table of docs/metrics.md holds what the service answers under these names, by name, type and labels, and nothing else.</summary>
    public static async Task AssertAsync(HttpClient client, string prefix)
    {
        var lines = (await client.GetStringAsync("/metrics")).Split('\n').Where(line => line.Contains(prefix, StringComparison.Ordinal)).ToArray();
        var answered = lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')).Select(type => (
            Name: type[2], Type: type[3], Labels: string.Join(", ", lines.Where(line => line.StartsWith(type[2] + "{", StringComparison.Ordinal))
                .SelectMany(line => Regex.Matches(line, "([a-z_]+)=\"").Select(label => label.Groups[1].Value))
                .Where(label => !label.StartsWith("otel_", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal))));
        var documented = File.ReadLines(RepositoryFiles.Path("docs", "metrics.md")).Where(line => line.StartsWith($"| `{prefix}", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(cells => (
                Name: cells[1].Trim('`'), Type: cells[2], Labels: string.Join(", ", cells[3].Split(", ").Select(label => label.Trim('`')).Order(StringComparer.Ordinal))));
        Assert.Equal(documented.Order(), answered.Order());
    }
}
