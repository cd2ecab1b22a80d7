using System.Security.Cryptography;
using System.Text.Json;

namespace CreditAI.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task Train_Json_PrintsExactlyTheContractsMembersFirst()
    {
        await Generate(2_000);

        var (code, output, _) = await _creditai.Run(
            "train", "--data", "a.csv", "--schema", "s.json", "--trainer", "logistic", "--split", "index%10<7", "--out", "m.json", "--format", "json");

        Assert.Equal(0, code);
        var answer = JsonElement.Parse(output);
        Assert.Equal(["train", "test", "model"], Names(answer)[..3]);
        Assert.Equal(["n", "auc", "ks", "gini", "brier", "log_loss"], Names(answer.GetProperty("train"))[..6]);
        Assert.Equal((1_400, 600), (answer.GetProperty("train").GetProperty("n").GetInt32(), answer.GetProperty("test").GetProperty("n").GetInt32()));
        Assert.InRange(answer.GetProperty("test").GetProperty("auc").GetDouble(), 0.65, 0.95);
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(_creditai.PathOf("m.json"), TestContext.Current.CancellationToken))),
            answer.GetProperty("model").GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task Generate_SameSeed_SameBytesAndNoDraftLeftBehind()
    {
        await Generate(500);
        var first = await File.ReadAllBytesAsync(_creditai.PathOf("a.csv"), TestContext.Current.CancellationToken);
        await Generate(500);

        Assert.Equal(first, await File.ReadAllBytesAsync(_creditai.PathOf("a.csv"), TestContext.Current.CancellationToken));
        Assert.Equal(["a.csv", "s.json"], _creditai.Files);
    }

    [Fact]
    public async Task Evaluate_HeldOut_GivesTheTestRowsNumbersAgain()
    {
        await Generate(2_000);
        var (_, trained, _) = await _creditai.Run("train", "--data", "a.csv", "--schema", "s.json", "--out", "m.json", "--format", "json");
        var (code, output, _) = await _creditai.Run("evaluate", "--model", "m.json", "--data", "a.csv", "--held-out", "--format", "json");

        Assert.Equal(0, code);
        var (train, evaluation) = (JsonElement.Parse(trained), JsonElement.Parse(output));
        Assert.Equal(train.GetProperty("test").ToString(), evaluation.GetProperty("performance").ToString());
        Assert.Equal(train.GetProperty("fairness").ToString(), evaluation.GetProperty("fairness").ToString());
        Assert.Equal(
            ["age", "ethnicity", "sex"],
            Names(evaluation.GetProperty("fairness").GetProperty("protected")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Score_WithoutOutcomesOrProtectedAttributes_DecidesWithReasons()
    {
        await Generate(2_000);
        await _creditai.Run("train", "--data", "a.csv", "--schema", "s.json", "--out", "m.json");
        string[] lines = await File.ReadAllLinesAsync(_creditai.PathOf("a.csv"), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            _creditai.PathOf("new.csv"), lines.Take(101).Select(line => string.Join(',', line.Split(',')[..14])), TestContext.Current.CancellationToken);

        var (code, output, _) = await _creditai.Run(
            "score", "--model", "m.json", "--data", "new.csv", "--approval-rate", "0.6", "--referral-rate", "0.2", "--format", "json");

        Assert.Equal(0, code);
        JsonElement[] rows = [.. JsonElement.Parse(output).GetProperty("rows").EnumerateArray()];
        Assert.Equal(100, rows.Length);
        Assert.Equal(["approve", "decline", "refer"], rows.Select(row => row.GetProperty("decision").GetString()!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.InRange(row.GetProperty("reasons").GetArrayLength(), 1, 4));

        var (_, undecided, _) = await _creditai.Run("score", "--model", "m.json", "--data", "new.csv", "--format", "json");
        JsonElement[] again = [.. JsonElement.Parse(undecided).GetProperty("rows").EnumerateArray()];
        Assert.All(again, row => Assert.Equal(JsonValueKind.Null, row.GetProperty("decision").ValueKind));
        Assert.Equal(rows.Select(row => row.GetProperty("reasons").ToString()), again.Select(row => row.GetProperty("reasons").ToString()));
    }

    [Fact]
    public async Task Score_ToAFile_HasARowForEveryApplication()
    {
        await Generate(1_000);
        await _creditai.Run("train", "--data", "a.csv", "--schema", "s.json", "--out", "m.json");
        var (code, output, _) = await _creditai.Run("score", "--model", "m.json", "--data", "a.csv", "--out", "scores.csv", "--approve-at", "540");

        Assert.Equal((0, ""), (code, output));
        Assert.Equal(1_001, (await File.ReadAllLinesAsync(_creditai.PathOf("scores.csv"), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Help_EveryCommand_IsListedInOneLineAndEndsWithItsNotes()
    {
        var (code, output, _) = await _creditai.Run("--help");
        var (_, drift, _) = await _creditai.Run("drift", "--help");

        Assert.Equal(0, code);
        string[] lines = output[output.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.True(lines.Length > 10);
        Assert.All(lines, line => Assert.True(line.Length <= 100 && line.TrimEnd().EndsWith('.') && !line.StartsWith("    ", StringComparison.Ordinal), line));
        Assert.Contains("Notes:\n  The score's stability (PSI)", drift, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_FaultyData_ExitsWithThreeAndWritesNothing()
    {
        await Generate(200);
        await File.AppendAllTextAsync(_creditai.PathOf("a.csv"), "1,2,3\n", TestContext.Current.CancellationToken);

        var (code, output, error) = await _creditai.Run("train", "--data", "a.csv", "--schema", "s.json", "--out", "m.json");

        Assert.Equal((3, ""), (code, output));
        Assert.StartsWith("a.csv line 202: 3 cells where the header has 18", error, StringComparison.Ordinal);
        Assert.DoesNotContain(" at CreditAI", error, StringComparison.Ordinal);
        Assert.Equal(["a.csv", "s.json"], _creditai.Files);
    }

    [Theory]
    [InlineData(2, "'--data' is required", "train")]
    [InlineData(2, "no split", "train", "--data", "a.csv", "--schema", "s.json", "--out", "m.json", "--split", "bogus")]
    [InlineData(2, "Argument 'forest' not recognized", "train", "--data", "a.csv", "--schema", "s.json", "--out", "m.json", "--trainer", "forest")]
    [InlineData(2, "--bias must lie between 0 and 3", "data", "generate", "--bias", "7", "--out", "x.csv")]
    [InlineData(2, "--rows must be 1 or more", "data", "generate", "--rows", "0", "--out", "x.csv")]
    [InlineData(1, "Could not find file", "train", "--data", "none.csv", "--schema", "s.json", "--out", "m.json")]
    [InlineData(1, "its directory does not exist", "data", "generate", "--rows", "5", "--out", "none/x.csv")]
    [InlineData(3, "this is no scorecard", "evaluate", "--model", "s.json", "--data", "a.csv")]
    public async Task Mistake_HasItsExitCodeAndSaysWhat(int expected, string message, params string[] arguments)
    {
        await Generate(50);

        var (code, output, error) = await _creditai.Run(arguments);

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal(["a.csv", "s.json"], _creditai.Files);
    }

    [Fact]
    public async Task Train_Redirected_IsPlainText()
    {
        await Generate(1_000);

        var (code, output, error) = await _creditai.Run("train", "--data", "a.csv", "--schema", "s.json", "--out", "m.json");

        Assert.Equal((0, ""), (code, error));
        Assert.DoesNotContain('\u001b', output);
        Assert.Contains("Fairness by ethnicity", output, StringComparison.Ordinal);
    }

    public void Dispose() => _creditai.Dispose();

    private static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(member => member.Name)];

    private async Task Generate(int rows)
    {
        var (code, _, error) = await _creditai.Run(
            "data", "generate", "--rows", rows.ToString(System.Globalization.CultureInfo.InvariantCulture), "--seed", "3", "--out", "a.csv", "--schema-out", "s.json");
        Assert.True(code == 0, error);
    }
}
