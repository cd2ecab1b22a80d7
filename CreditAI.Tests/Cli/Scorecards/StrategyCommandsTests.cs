using System.Text.Json;

namespace CreditAI.Tests.Cli.Scorecards;

/// <summary>strategy and swap-set on the real executable.</summary>
public sealed class StrategyCommandsTests : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task Strategy_HeldOut_IsEvaluatesNumbersAtTheSameCutOff()
    {
        await Train();

        var (code, output, error) = await _creditai.Run(
            "strategy", "--model", "m.json", "--data", "a.csv", "--held-out", "--rates", "0.6", "--revenue-per-good", "10", "--loss-per-bad", "60", "--format", "json");

        Assert.Equal((0, ""), (code, error));
        var answer = JsonElement.Parse(output);
        var row = answer.GetProperty("cut_offs")[0];
        Assert.Equal(600, answer.GetProperty("n").GetInt32());
        Assert.InRange(row.GetProperty("approval_rate").GetProperty("value").GetDouble(), 0.6, 0.65);
        var (_, evaluated, _) = await _creditai.Run(
            "evaluate", "--model", "m.json", "--data", "a.csv", "--held-out", "--approve-at", row.GetProperty("approve_at").GetRawText(), "--format", "json");
        Assert.Equal(JsonElement.Parse(evaluated).GetProperty("fairness").GetProperty("protected").ToString(), row.GetProperty("protected").ToString());
    }

    [Theory]
    [InlineData("--rates", "0", "--rates are shares")]
    [InlineData("--rates", "1.5", "--rates are shares")]
    [InlineData("--loss-per-bad", "5", "--revenue-per-good and --loss-per-bad go together")]
    public async Task Strategy_ImpossibleOption_SaysSo(string option, string value, string message)
    {
        var (code, _, error) = await _creditai.Run("strategy", "--model", "m.json", "--data", "a.csv", option, value);

        Assert.Equal(2, code);
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SwapSet_WithItself_SwapsNobody()
    {
        await Train();

        var (code, output, error) = await _creditai.Run("swap-set", "--model", "m.json", "--model", "m.json", "--data", "a.csv", "--format", "json");

        Assert.Equal((0, ""), (code, error));
        var all = JsonElement.Parse(output).GetProperty("all");
        Assert.Equal((0, 0), (all.GetProperty("swapped_in").GetProperty("n").GetInt32(), all.GetProperty("swapped_out").GetProperty("n").GetInt32()));
        Assert.Equal(2_000, all.GetProperty("both").GetProperty("n").GetInt32() + all.GetProperty("neither").GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Train_Breaks_AreTheArtifactsEdges()
    {
        await Train();
        await _creditai.Run("bins", "--data", "a.csv", "--schema", "s.json", "--out", "b.json");

        var (code, _, error) = await _creditai.Run("train", "--data", "a.csv", "--schema", "s.json", "--breaks", "b.json", "--out", "n.json");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(await Terms("m.json"), await Terms("n.json"));
    }

    public void Dispose() => _creditai.Dispose();

    private async Task<string> Terms(string name) =>
        JsonElement.Parse(await File.ReadAllBytesAsync(_creditai.PathOf(name), TestContext.Current.CancellationToken)).GetProperty("terms").ToString();

    private async Task Train()
    {
        await _creditai.Run("data", "generate", "--rows", "2000", "--seed", "3", "--out", "a.csv", "--schema-out", "s.json");
        var (code, _, error) = await _creditai.Run("train", "--data", "a.csv", "--schema", "s.json", "--out", "m.json");
        Assert.True(code == 0, error);
    }
}
