using System.Text.Json;

namespace CreditAI.Tests.Cli.Scorecards;

/// <summary>card and reject-inference on the real executable.</summary>
public sealed class ScorecardCommandsTests : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    [Theory]
    [InlineData("c.md", "# Model card: ")]
    [InlineData("c.html", "<!DOCTYPE html>")]
    public async Task Card_ByItsExtension_IsWritten(string name, string start)
    {
        await Train();

        var (code, _, _) = await _creditai.Run("card", "--model", "m.json", "--out", name);

        Assert.Equal(0, code);
        Assert.StartsWith(start, await Read(name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_OtherExtension_IsRefused()
    {
        await Train();

        var (code, _, error) = await _creditai.Run("card", "--model", "m.json", "--out", "c.pdf");

        Assert.Equal((2, "--out: c.pdf must end in .md or .html"), (code, error.Trim()));
    }

    [Fact]
    public async Task RejectInference_TrainsOnBothAndSaysItsAssumption()
    {
        await Train();
        await _creditai.Run("data", "generate", "--rows", "500", "--seed", "8", "--out", "d.csv", "--schema-out", "ignored.json");

        var (code, output, error) = await _creditai.Run(
            "reject-inference", "--model", "m.json", "--data", "a.csv", "--declined", "d.csv", "--method", "parcelling", "--factor", "1.5",
            "--out", "both.csv", "--schema-out", "both.json", "--model-out", "n.json", "--format", "json");

        Assert.Equal((0, ""), (code, error));
        var answer = JsonElement.Parse(output);
        Assert.Equal(500, answer.GetProperty("declined").GetInt32());
        Assert.Equal(600, answer.GetProperty("test").GetProperty("n").GetInt32());
        Assert.True(answer.GetProperty("assumed_bad_rate_of_declined").GetDouble() > answer.GetProperty("bad_rate_of_approved").GetDouble());
        var notes = JsonElement.Parse(await Read("n.json")).GetProperty("lineage").GetProperty("notes");
        Assert.Equal(answer.GetProperty("assumption").GetString(), notes[0].GetString());
        var (trained, _, fault) = await _creditai.Run(
            "train", "--data", "both.csv", "--schema", "both.json", "--split", answer.GetProperty("split").GetString()!, "--out", "again.json");
        Assert.True(trained == 0, fault);
        Assert.Equal(JsonElement.Parse(await Read("n.json")).GetProperty("terms").ToString(), JsonElement.Parse(await Read("again.json")).GetProperty("terms").ToString());
    }

    public void Dispose() => _creditai.Dispose();

    private Task<string> Read(string name) => File.ReadAllTextAsync(_creditai.PathOf(name), TestContext.Current.CancellationToken);

    private async Task Train()
    {
        await _creditai.Run("data", "generate", "--rows", "2000", "--seed", "3", "--out", "a.csv", "--schema-out", "s.json");
        var (code, _, error) = await _creditai.Run("train", "--data", "a.csv", "--schema", "s.json", "--out", "m.json");
        Assert.True(code == 0, error);
    }
}
