using System.Text.Json;

namespace CreditAI.Tests.Cli.Scorecards;

/// <summary>bins and drift on the real executable.</summary>
public sealed class MonitoringCommandsTests : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task Drift_SameDataAndOther_SaysWhichMoved()
    {
        await Generate(2_000, 3, "a.csv");
        await Generate(1_000, 4, "b.csv");
        await _creditai.Run("train", "--data", "a.csv", "--schema", "s.json", "--out", "m.json");

        var (code, output, error) = await _creditai.Run("drift", "--model", "m.json", "--reference", "a.csv", "--data", "a.csv", "b.csv", "--format", "json");

        Assert.Equal((0, ""), (code, error));
        var data = JsonElement.Parse(output).GetProperty("data");
        Assert.Equal(2, data.GetArrayLength());
        Assert.Equal(0, data[0].GetProperty("score").GetProperty("psi").GetProperty("value").GetDouble());
        Assert.Equal("stable", data[1].GetProperty("score").GetProperty("psi").GetProperty("verdict").GetString());
        Assert.Equal(1_000, data[1].GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Bins_EditedBreaks_AreShownAndWrittenAgain()
    {
        await Generate(2_000, 3, "a.csv");
        await _creditai.Run("bins", "--data", "a.csv", "--schema", "s.json", "--out", "b.json");
        var first = await File.ReadAllTextAsync(_creditai.PathOf("b.json"), TestContext.Current.CancellationToken);

        var (code, output, error) = await _creditai.Run("bins", "--data", "a.csv", "--schema", "s.json", "--breaks", "b.json", "--out", "c.json");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(first, await File.ReadAllTextAsync(_creditai.PathOf("c.json"), TestContext.Current.CancellationToken));
        Assert.Contains("information value", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bins_FaultyBreaks_NameTheFileAndPlace()
    {
        await Generate(500, 3, "a.csv");
        await File.WriteAllTextAsync(
            _creditai.PathOf("b.json"), """{ "format": "creditai-breaks-1", "features": [{ "feature": "nothing", "edges": [] }] }""", TestContext.Current.CancellationToken);

        var (code, _, error) = await _creditai.Run("bins", "--data", "a.csv", "--schema", "s.json", "--breaks", "b.json", "--out", "c.json");

        Assert.Equal(3, code);
        Assert.StartsWith("b.json is not valid: $.features[0].feature: 'nothing' is no feature of the schema", error, StringComparison.Ordinal);
        Assert.DoesNotContain("c.json", _creditai.Files);
    }

    public void Dispose() => _creditai.Dispose();

    private async Task Generate(int rows, int seed, string name)
    {
        var (code, _, error) = await _creditai.Run(
            "data", "generate", "--rows", $"{rows}", "--seed", $"{seed}", "--out", name, "--schema-out", "s.json");
        Assert.True(code == 0, error);
    }
}
