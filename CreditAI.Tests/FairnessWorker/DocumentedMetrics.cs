using System.Text.RegularExpressions;

namespace CreditAI.Tests.FairnessWorker;

/// <summary>The tables of docs/metrics.md against what services answer, by name, type and labels.</summary>
internal static class DocumentedMetrics
{
    /// <summary>What a service answers under these names is what the tables have, and nothing else: soon, as some are known only once a round of its work is done.</summary>
    public static async Task AssertAsync(HttpClient client, string prefix)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        (string Name, string Type, string Labels)[] documented = [.. Tables("## ").Where(row => row.Name.StartsWith(prefix, StringComparison.Ordinal)).Order()], answered;
        while (!(answered = [.. (await AnsweredAsync(client, prefix)).Order()]).SequenceEqual(documented) && !enough.IsCancellationRequested)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(documented, answered);
    }

    /// <summary>All that a service answers is in the tables, and all of its own section is answered. Other services of the process may be seen beside it.</summary>
    public static async Task AssertSectionAsync(HttpClient client, string section)
    {
        var answered = (await AnsweredAsync(client, "creditai_")).ToHashSet();
        Assert.Empty(answered.Except(Tables("## ")));
        Assert.Empty(Tables($"## {section}").Except(answered));
    }

    private static async Task<IEnumerable<(string Name, string Type, string Labels)>> AnsweredAsync(HttpClient client, string prefix)
    {
        var lines = (await client.GetStringAsync("/metrics")).Split('\n').Where(line => line.Contains(prefix, StringComparison.Ordinal)).ToArray();
        return lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')).Select(type => (
            type[2], type[3], string.Join(", ", lines.Where(line => Regex.IsMatch(line, $"^{type[2]}(_count)?{{"))
                .SelectMany(line => Regex.Matches(line, "([a-z_]+)=\"").Select(label => label.Groups[1].Value))
                .Where(label => !label.StartsWith("otel_", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal))));
    }

    /// <summary>The rows of the sections whose heading begins so.</summary>
    private static IEnumerable<(string Name, string Type, string Labels)> Tables(string heading)
    {
        var isIn = false;
        foreach (var line in File.ReadLines(RepositoryFiles.Path("docs", "metrics.md")))
        {
            isIn = line.StartsWith('#') ? line.StartsWith(heading, StringComparison.Ordinal) : isIn;
            if (isIn && line.StartsWith("| `creditai_", StringComparison.Ordinal))
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                yield return (cells[1].Trim('`'), cells[2], string.Join(", ", cells[3].Split(", ").Select(label => label.Trim('`')).Order(StringComparer.Ordinal)));
            }
        }
    }
}
