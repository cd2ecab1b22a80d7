using System.Text.Json.Nodes;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Cli.Models;

/// <summary>From two trained scorecards to a champion, as a lender's engineer types it.</summary>
public sealed class GateCommandTests(PostgresServer postgres) : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task CheckApprovePromote_OnHeldOutRows_TheEvidenceDecides()
    {
        await PrepareAsync();

        // The first is promoted on what it shows alone.
        var (code, output, error) = await _creditai.Run("models", "promote", "--version", "1", "--by", "bob", "--reason", "first");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("Model version 1 cannot become champion: it has not been evaluated", error, StringComparison.Ordinal);
        var evaluation = await CheckAsync("1", 0);
        Assert.Equal((true, 1200, null), ((bool)evaluation["passed"]!, (int)evaluation["rows"]!, (string?)evaluation["against"]));
        Assert.Equal("a.csv, held out from version 1", (string)evaluation["data"]!);
        Assert.Equal(["data", "accuracy", "fairness", "reasons", "latency"], evaluation["gates"]!.AsArray().Select(gate => (string)gate!["gate"]!));
        await RunAsync("models", "promote", "--version", "1", "--by", "bob", "--reason", "first");

        // The second has one feature: it ranks worse.
        evaluation = await CheckAsync("2", 3);
        Assert.Equal(1, (int)evaluation["against"]!);
        Assert.False((bool)evaluation["gates"]![1]!["passed"]!);
        (code, _, error) = await _creditai.Run("models", "promote", "--version", "2", "--by", "bob", "--reason", "simpler");
        Assert.Equal(1, code);
        Assert.Contains("it did not pass the gate accuracy: AUC less the champion's is -", error, StringComparison.Ordinal);
        (code, _, error) = await _creditai.Run("models", "approve", "--version", "2", "--by", "carol", "--reason", "fine");
        Assert.Equal(1, code);
        Assert.Contains("did not pass its latest evaluation", error, StringComparison.Ordinal);

        await RunAsync("models", "promote", "--version", "2", "--by", "bob", "--reason", "simpler", "--override", "the committee of 1 July asked for it");
        var history = JsonNode.Parse(await RunAsync("models", "history", "--format", "json"))!["history"]!;
        Assert.Equal((2, "the committee of 1 July asked for it", null), ((int)history[0]!["version"]!, (string)history[0]!["override"]!, (string?)history[0]!["evaluation"]));
        Assert.Equal((1, null), ((int)history[1]!["version"]!, (string?)history[1]!["override"]));
        Assert.NotNull(history[1]!["evaluation"]);
    }

    [Fact]
    public async Task Compare_TwoVersions_MeasuresSwapsAndFrontierOnRowsHeldOutFromBoth()
    {
        await PrepareAsync();

        var compared = JsonNode.Parse(await RunAsync("models", "compare", "1", "2", "--data", "a.csv", "--format", "json"))!;
        var text = await RunAsync("models", "compare", "1", "2", "--data", "a.csv");

        var (first, second) = ((double)compared["first"]!["performance"]!["auc"]!, (double)compared["second"]!["performance"]!["auc"]!);
        Assert.Equal(second - first, (double)compared["auc_difference"]!["value"]!, 9);
        Assert.True((double)compared["auc_difference"]!["high"]! < 0);
        Assert.Equal(1200, (int)compared["auc_difference"]!["n"]!);
        Assert.Equal(
            [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
            compared["second"]!["frontier"]!.AsArray().Select(point => Math.Round((double)point!["approval_rate"]!, 9)));
        Assert.True((double)compared["first"]!["frontier"]![4]!["bad_rate"]!["value"]! < (double)compared["second"]!["frontier"]![4]!["bad_rate"]!["value"]!);
        Assert.NotNull(compared["swap_set"]!["bad_rate_difference"]);
        Assert.Contains("AUC of version 2 less that of version 1: -0.", text, StringComparison.Ordinal);
        var (code, _, error) = await _creditai.Run("models", "compare", "1", "9", "--data", "a.csv");
        Assert.Equal(1, code);
        Assert.Contains("There is no model version 9", error, StringComparison.Ordinal);
    }

    public void Dispose() => _creditai.Dispose();

    /// <summary>4,000 applications; version 1 is trained on all their features, version 2 on one.</summary>
    private async Task PrepareAsync()
    {
        _creditai.Environment["ConnectionStrings__creditai"] = await postgres.CreateDatabaseAsync();
        _creditai.Environment["ConnectionStrings__storage"] = $"Directory={_creditai.PathOf("objects")}";
        await RunAsync("data", "generate", "--rows", "4000", "--seed", "5", "--bias", "0", "--out", "a.csv", "--schema-out", "s.json");
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(_creditai.PathOf("s.json")))!;
        var features = schema["features"]!.AsArray();
        while (features.Count > 1)
        {
            features.RemoveAt(features.Count - 1);
        }

        await File.WriteAllTextAsync(_creditai.PathOf("one.json"), schema.ToJsonString());
        await RunAsync("train", "--data", "a.csv", "--schema", "s.json", "--out", "m1.json");
        await RunAsync("train", "--data", "a.csv", "--schema", "one.json", "--out", "m2.json");
        await RunAsync("models", "publish", "--model", "m1.json", "--by", "alice");
        await RunAsync("models", "publish", "--model", "m2.json", "--by", "alice");
    }

    private async Task<JsonNode> CheckAsync(string version, int expected)
    {
        var (code, output, error) = await _creditai.Run("models", "check", "--version", version, "--data", "a.csv", "--by", "alice", "--format", "json");
        Assert.True(code == expected, $"{code}: {output} {error}");
        return JsonNode.Parse(output)!;
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await _creditai.Run(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {error}");
        return output;
    }
}
