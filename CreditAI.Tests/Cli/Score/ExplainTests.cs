using System.Text.Json;

namespace CreditAI.Tests.Cli.Score;

public sealed class ExplainTests : IDisposable
{
    private const string Schema = """
        {
          "name": "loans",
          "label": { "name": "repaid", "favourable": "yes", "unfavourable": "no" },
          "features": [
            { "name": "debt", "kind": "numeric", "direction": "decreasing", "displayName": "Debt-to-income ratio", "reason": "Debt is high", "actionable": "decrease" },
            { "name": "age_of_file", "kind": "numeric", "displayName": "Age of the file", "reason": "File is young" }
          ],
          "protected": []
        }
        """;

    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task Score_Explain_WhatItSaysWouldHaveBeenApprovedIs()
    {
        await Train();
        var (code, output, error) = await _creditai.Run(
            "score", "--model", "m.json", "--data", "a.csv", "--explain", "--approval-rate", "0.5", "--format", "json");
        Assert.True(code == 0, error);
        JsonElement[] rows = [.. JsonElement.Parse(output).GetProperty("rows").EnumerateArray()];
        var declined = rows.First(row => row.GetProperty("decision").GetString() == "decline" && row.GetProperty("counterfactuals").GetArrayLength() > 0);
        var found = declined.GetProperty("counterfactuals")[0];
        var below = found.GetProperty("changes")[0].GetProperty("below").GetDouble();
        Assert.StartsWith("Had the debt-to-income ratio been below ", found.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.All(
            rows.Where(row => row.GetProperty("decision").GetString() == "approve"),
            row => Assert.Equal(JsonValueKind.Null, row.GetProperty("counterfactuals").ValueKind));

        var lines = await File.ReadAllLinesAsync(_creditai.PathOf("a.csv"), TestContext.Current.CancellationToken);
        var age = lines[declined.GetProperty("row").GetInt32() + 1].Split(',')[2];
        await Write("changed.csv", ["repaid,debt,age_of_file", FormattableString.Invariant($"no,{Math.BitDecrement(below):R},{age}")]);
        var (_, changed, _) = await _creditai.Run("score", "--model", "m.json", "--data", "changed.csv", "--approval-rate", "0.5", "--format", "json");

        var rescored = JsonElement.Parse(changed).GetProperty("rows")[0];
        Assert.Equal("approve", rescored.GetProperty("decision").GetString());
        Assert.Equal(found.GetProperty("points").GetDouble(), rescored.GetProperty("points").GetDouble());
    }

    [Fact]
    public async Task Score_ExplainToAFile_HasColumnsOfChanges()
    {
        await Train();

        var (code, _, error) = await _creditai.Run(
            "score", "--model", "m.json", "--data", "a.csv", "--explain", "--cut-off", "100000", "--out", "scored.csv");

        Assert.True(code == 0, error);
        var lines = await File.ReadAllLinesAsync(_creditai.PathOf("scored.csv"), TestContext.Current.CancellationToken);
        Assert.EndsWith(",change_1,change_2,change_3", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.EndsWith(",No allowed change would have been enough.,,", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Score_ExplainWithoutACutOff_SaysWhatIsMissing()
    {
        await Train();

        var (code, _, error) = await _creditai.Run("score", "--model", "m.json", "--data", "a.csv", "--explain");

        Assert.Equal(2, code);
        Assert.Contains("--cut-off or --approval-rate", error, StringComparison.Ordinal);
    }

    public void Dispose() => _creditai.Dispose();

    private async Task Train()
    {
        var random = new Random(5);
        await Write("s.json", [Schema]);
        await Write("a.csv", ["repaid,debt,age_of_file", .. Enumerable.Range(0, 1_500).Select(_ =>
        {
            var (debt, age) = (random.NextDouble(), random.Next(1, 30));
            return FormattableString.Invariant($"{(random.NextDouble() < 1.1 - debt + (age / 60d) ? "yes" : "no")},{debt:0.000},{age}");
        })]);
        var (code, _, error) = await _creditai.Run("train", "--data", "a.csv", "--schema", "s.json", "--out", "m.json");
        Assert.True(code == 0, error);
    }

    private Task Write(string name, IEnumerable<string> lines) =>
        File.WriteAllLinesAsync(_creditai.PathOf(name), lines, TestContext.Current.CancellationToken);
}
