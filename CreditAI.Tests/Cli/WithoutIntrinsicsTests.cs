namespace CreditAI.Tests.Cli;

public sealed class WithoutIntrinsicsTests : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task ScoreAndEvaluate_OnAProcessorWithoutVectors_PrintTheSameToTheLastDigit()
    {
        await _creditai.Run("data", "generate", "--rows", "3000", "--seed", "11", "--out", "a.csv", "--schema-out", "s.json");
        await _creditai.Run("train", "--data", "a.csv", "--schema", "s.json", "--out", "m.json");
        var (scored, evaluated) = await ScoreAndEvaluate();

        _creditai.Environment["DOTNET_EnableHWIntrinsic"] = "0";
        var (again, evaluatedAgain) = await ScoreAndEvaluate();

        Assert.Contains("\"points\"", scored, StringComparison.Ordinal);
        Assert.Equal(scored, again);
        Assert.Equal(evaluated, evaluatedAgain);
    }

    public void Dispose() => _creditai.Dispose();

    private async Task<(string Scored, string Evaluated)> ScoreAndEvaluate()
    {
        var (code, scored, _) = await _creditai.Run("score", "--model", "m.json", "--data", "a.csv", "--format", "json");
        var (other, evaluated, _) = await _creditai.Run("evaluate", "--model", "m.json", "--data", "a.csv", "--format", "json");
        Assert.Equal((0, 0), (code, other));
        return (scored, evaluated);
    }
}
