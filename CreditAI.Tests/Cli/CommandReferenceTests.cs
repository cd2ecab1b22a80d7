using System.Globalization;
using System.Text.Json;
using CreditAI.Tests.Scoring;
using CreditAI.Tests.Scoring.Fairness;
using CreditAI.Tests.Scoring.References;

namespace CreditAI.Tests.Cli;

/// <summary>What the commands print and write against the reference, key by key, as somebody would who has only the executable.</summary>
public sealed class CommandReferenceTests : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    [Theory]
    [InlineData("german", "lr", "pred50", 1_700)]
    [InlineData("hmda_boston", "xgb", "pred70", 1_300)]
    public async Task Fairness_Json_HasEveryKeyOfTheReference(string set, string model, string decision, int least)
    {
        var reference = Reference.Json($"reference/{set}/fairness.json");
        var block = reference.GetProperty($"{model}_{decision}");
        string[] attributes = [.. block.GetProperty("single").EnumerateObject().Select(attribute => attribute.Name)];

        var (code, output, error) = await _creditai.Run(
        [
            "fairness", "--data", Reference.File($"reference/{set}/inputs.csv"), "--label", "y_true", "--decision", $"{decision}_{model}",
            "--score", $"score_{model}", "--weight", "weight", "--where", "split=test", "--format", "json",
            "--protected", string.Join(',', attributes.Select(attribute => $"g_{attribute}")),
            "--control", $"g_{block.GetProperty("conditional").GetProperty("control")}",
            .. attributes.SelectMany(attribute => (string[])["--privileged", $"g_{attribute}={reference.GetProperty("privileged").GetProperty(attribute)}"]),
        ]);

        Assert.Equal((0, ""), (code, error));
        var misses = new ReferenceMisses();
        var comparison = new FairnessComparison(misses, JsonElement.Parse(output));
        foreach (var member in block.EnumerateObject())
        {
            comparison.Check(set, member.Name, member.Value);
        }

        misses.AssertNone(least);
    }

    [Fact]
    public async Task MitigateReweigh_Rows_CarryTheReferencesWeights()
    {
        var misses = new ReferenceMisses();
        foreach (var attribute in Reference.Json("reference/german/mitigation.json").GetProperty("per_attribute").EnumerateObject())
        {
            var (code, _, error) = await _creditai.Run(
                "mitigate", "reweigh", "--data", Reference.File("reference/german/inputs.csv"), "--label", "y_true", "--protected", $"g_{attribute.Name}",
                "--where", "split=train", "--out", "w.csv");
            Assert.Equal((0, ""), (code, error));
            string[][] rows = [.. (await File.ReadAllLinesAsync(_creditai.PathOf("w.csv"), TestContext.Current.CancellationToken)).Select(line => line.Split(','))];
            var (group, outcome, weight) = (Array.IndexOf(rows[0], $"g_{attribute.Name}"), Array.IndexOf(rows[0], "y_true"), Array.IndexOf(rows[0], "fair_weight"));
            foreach (var row in rows.Skip(1))
            {
                misses.Check(
                    $"{attribute.Name} row {row[0]}",
                    attribute.Value.GetProperty("reweighing_multi_group").GetProperty($"{row[group]}|{row[outcome]}"),
                    double.Parse(row[weight], CultureInfo.InvariantCulture));
            }
        }

        misses.AssertNone(3 * 700);
    }

    // The earlier system's regression stopped short of its optimum by up to 3e-6 of log-loss; decisions and ranks are the same.
    [Fact]
    public async Task EvaluateBaseline_Json_HasEveryNumberOfTheEarlierSystem()
    {
        var (code, output, error) = await _creditai.Run(
            "evaluate", "--method", "baseline", "--data", Reference.File("data/seed_synthetic.csv"), "--test-size", "0.3", "--format", "json");

        Assert.Equal((0, ""), (code, error));
        var (misses, answer) = (new ReferenceMisses(), JsonElement.Parse(output));
        var baseline = Reference.Json("reference/seed_pipeline.json").GetProperty("baseline");
        foreach (var number in baseline.GetProperty("overall").EnumerateObject())
        {
            Check(number, $"overall.{number.Name}", answer.GetProperty("overall"));
        }

        foreach (var group in baseline.GetProperty("by_group").EnumerateObject())
        {
            foreach (var number in group.Value.EnumerateObject())
            {
                Check(number, $"by_group.{group.Name}.{number.Name}", answer.GetProperty("by_group").GetProperty(group.Name));
            }
        }

        misses.AssertNone(60);

        void Check(JsonProperty expected, string path, JsonElement found) => misses.Check(
            path, expected.Value, found.GetProperty(expected.Name).GetDouble(), expected.Name.StartsWith("log_loss", StringComparison.Ordinal) ? 1e-5 : 1e-12);
    }

    public void Dispose() => _creditai.Dispose();
}
