using System.Globalization;
using System.Text.Json;
using CreditAI.Tests.Scoring;

namespace CreditAI.Tests.Cli.Train;

public sealed class TrainCommandTests : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    public TrainCommandTests()
    {
        var random = new Random(3);
        File.WriteAllLines(_creditai.PathOf("loans.csv"), Enumerable.Range(0, 900).Select(row =>
        {
            var debt = random.NextDouble() * 1.5;
            var repaid = random.NextDouble() < 1 / (1 + Math.Exp((2 * debt) - 1.5));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{(repaid ? "yes" : "no")},{debt:0.000},{(row % 3 == 0 ? "O" : "R")},{random.Next(6)},{1 + (row % 2)},{18 + (row % 50)},2025-{1 + (row % 12):00}-15");
        }).Prepend("repaid,debt_ratio,housing,inquiries,sex,age,date"));
        File.WriteAllBytes(_creditai.PathOf("loans.schema.json"), Cards.Schema.ToUtf8Json());
    }

    [Theory]
    [InlineData("logistic")]
    [InlineData("boosted")]
    public async Task Train_OutOfTime_TestsOnTheLaterRows(string trainer)
    {
        var (code, output, error) = await Train(trainer, "--split", "column:date<2025-10-01");

        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(675, json.RootElement.GetProperty("train").GetProperty("n").GetInt32());
        Assert.Equal(225, json.RootElement.GetProperty("test").GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Train_Boosted_TakesItsOptionsAndCrossValidates()
    {
        var (code, output, error) = await Train(
            "boosted", "--cv", "3", "--pairs", "1", "--bags", "2", "--rounds", "30", "--bins", "8", "--learning-rate", "0.2", "--smoothing", "5", "--no-monotone");

        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(output);
        var validation = json.RootElement.GetProperty("cross_validation");
        Assert.Equal(3, validation.GetProperty("auc").GetProperty("by_fold").GetArrayLength());
        Assert.InRange(validation.GetProperty("auc").GetProperty("mean").GetDouble(), 0.55, 0.95);
        Assert.Equal(JsonValueKind.Number, json.RootElement.GetProperty("calibration").GetProperty("calibration_slope").ValueKind);
        using var card = JsonDocument.Parse(await File.ReadAllBytesAsync(_creditai.PathOf("model.json"), TestContext.Current.CancellationToken));
        Assert.Equal(1, card.RootElement.GetProperty("pairs").GetArrayLength());
        var parameters = card.RootElement.GetProperty("lineage").GetProperty("parameters");
        foreach (var (name, value) in ((string, double)[])[("bags", 2), ("rounds", 30), ("maximumBins", 8), ("learningRate", 0.2), ("smoothing", 5), ("monotone", 0)])
        {
            Assert.Equal(value, parameters.GetProperty(name).GetDouble());
        }
    }

    [Theory]
    [InlineData("logistic", "--smoothing", "5", "--smoothing goes with --trainer boosted")]
    [InlineData("boosted", "--smoothing", "-1", "Smoothing must be 0 or more")]
    [InlineData("boosted", "--cv", "1", "--cv must be 2 or more")]
    public async Task Train_OptionThatCannotBe_IsRefusedAndNothingWritten(string trainer, string option, string value, string message)
    {
        var (code, _, error) = await Train(trainer, option, value);

        Assert.Equal((2, message), (code, error.Trim()));
        Assert.DoesNotContain("model.json", _creditai.Files);
    }

    public void Dispose() => _creditai.Dispose();

    private Task<(int Code, string Output, string Error)> Train(string trainer, params string[] more) =>
        _creditai.Run(["train", "--data", "loans.csv", "--schema", "loans.schema.json", "--out", "model.json", "--trainer", trainer, "--format", "json", .. more]);
}
