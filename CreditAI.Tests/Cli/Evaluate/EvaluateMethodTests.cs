using System.Globalization;
using System.Text.Json;

namespace CreditAI.Tests.Cli.Evaluate;

public sealed class EvaluateMethodTests : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    [Theory]
    [InlineData("baseline")]
    [InlineData("reweight")]
    [InlineData("postprocess")]
    [InlineData("expgrad")]
    public async Task Evaluate_Method_WritesTheEarlierSystemsJson(string method)
    {
        await Write();

        var (code, output, error) = await _creditai.Run(
            "evaluate", "--method", method, "--data", "d.csv", "--test-size", "0.25", "--output-json", "o.json", "--format", "json");

        Assert.True(code == 0, error);
        var answer = JsonElement.Parse(output);
        Assert.Equal(["accuracy", "overall", "by_group"], Names(answer));
        Assert.Equal(34, Names(answer.GetProperty("overall")).Length);
        Assert.Equal(["0", "1"], Names(answer.GetProperty("by_group")));
        Assert.Equal(answer.GetProperty("accuracy").GetDouble(), answer.GetProperty("overall").GetProperty("accuracy").GetDouble());
        var written = JsonElement.Parse(await File.ReadAllTextAsync(_creditai.PathOf("o.json"), TestContext.Current.CancellationToken));
        Assert.True(JsonElement.DeepEquals(answer, written));
    }

    [Fact]
    public async Task Evaluate_MethodOverFolds_AveragesThem()
    {
        await Write();

        var (code, output, error) = await _creditai.Run("evaluate", "--method", "baseline", "--data", "d.csv", "--cv", "4", "--format", "json");

        Assert.True(code == 0, error);
        var answer = JsonElement.Parse(output);
        Assert.Equal(["accuracy", "overall", "by_group", "overall_std", "by_group_std", "folds"], Names(answer));
        JsonElement[] folds = [.. answer.GetProperty("folds").EnumerateArray()];
        Assert.Equal(4, folds.Length);
        Assert.Equal(folds.Average(fold => fold.GetProperty("accuracy").GetDouble()), answer.GetProperty("accuracy").GetDouble(), 1e-12);
    }

    [Fact]
    public async Task Evaluate_Threshold_ApprovesFewerWhenHigher()
    {
        await Write();
        var (_, half, _) = await _creditai.Run("evaluate", "--method", "baseline", "--data", "d.csv", "--format", "json");
        var (_, high, _) = await _creditai.Run("evaluate", "--method", "baseline", "--data", "d.csv", "--threshold", "0.8", "--format", "json");

        Assert.True(Selected(high) < Selected(half));
    }

    [Theory]
    [InlineData("postprocess")]
    [InlineData("expgrad")]
    public async Task Evaluate_ThresholdForAMethodWithoutScores_IsSaidToHaveNoEffectAndHasNone(string method)
    {
        await Write();
        var (_, without, _) = await _creditai.Run("evaluate", "--method", method, "--data", "d.csv", "--format", "json");
        var (code, with, error) = await _creditai.Run("evaluate", "--method", method, "--threshold", "0.8", "--data", "d.csv", "--format", "json");

        Assert.Equal((0, without), (code, with));
        Assert.Contains($"--threshold has no effect: {method} decides without a score", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--model is required, or --method", "--data", "d.csv")]
    [InlineData(2, "--cv goes with --method", "--model", "m.json", "--data", "d.csv", "--cv", "3")]
    [InlineData(2, "--held-out does not go with --method", "--method", "baseline", "--held-out", "--data", "d.csv")]
    [InlineData(2, "--test-size lies between 0 and 1", "--method", "baseline", "--test-size", "1.5", "--data", "d.csv")]
    [InlineData(3, "d.csv line 1, column 'outcome': the file does not have this column", "--method", "baseline", "--label", "outcome", "--data", "d.csv")]
    [InlineData(3, "bad.csv line 3, column 'label': '2' is not 1 or 0", "--method", "baseline", "--data", "bad.csv")]
    public async Task Evaluate_Mistake_SaysWhat(int expected, string message, params string[] arguments)
    {
        await Write();
        await File.WriteAllTextAsync(_creditai.PathOf("bad.csv"), "feature_0,protected,label\n0.5,1,1\n0.25,0,2\n", TestContext.Current.CancellationToken);

        var (code, output, error) = await _creditai.Run(["evaluate", .. arguments]);

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    public void Dispose() => _creditai.Dispose();

    private static double Selected(string output) => JsonElement.Parse(output).GetProperty("overall").GetProperty("selection_rate").GetDouble();

    private static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(member => member.Name)];

    private async Task Write()
    {
        var random = new Random(5);
        var lines = Enumerable.Range(0, 400).Select(_ =>
        {
            var group = random.Next(2);
            var (first, second) = (random.NextDouble() + (0.3 * group), random.NextDouble());
            var label = first + (0.5 * second) + (0.4 * random.NextDouble()) > 1 ? 1 : 0;
            return string.Create(CultureInfo.InvariantCulture, $"{first:R},{second:R},{group},{label}");
        });
        await File.WriteAllLinesAsync(_creditai.PathOf("d.csv"), ["feature_0,feature_1,protected,label", .. lines], TestContext.Current.CancellationToken);
    }
}
