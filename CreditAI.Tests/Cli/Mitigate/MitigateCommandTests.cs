using System.Globalization;
using System.Text.Json;

namespace CreditAI.Tests.Cli.Mitigate;

public sealed class MitigateCommandTests : IDisposable
{
    private const string Allow = "--allow-protected-at-decision";

    private static readonly string[] Columns = ["--data", "d.csv", "--label", "y", "--protected", "sex", "--where", "split=train", "--test", "split=test", "--format", "json"];

    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task Reweigh_WritesWeightsThatEvenOutTheShares()
    {
        await Write();

        var answer = await Run("reweigh", "--out", "w.csv");

        double[] shares = [.. answer.GetProperty("by_group").EnumerateObject().Select(group => group.Value.GetProperty("base_rate_after").GetDouble())];
        Assert.Equal(shares[0], shares[1], 1e-9);
        string[] lines = await File.ReadAllLinesAsync(_creditai.PathOf("w.csv"), TestContext.Current.CancellationToken);
        Assert.EndsWith(",fair_weight", lines[0], StringComparison.Ordinal);
        Assert.Equal(1 + answer.GetProperty("n").GetInt32(), lines.Length);
    }

    [Theory]
    [InlineData("threshold", "demographic_parity_difference__between_groups", "--score", "s", "--constraint", "demographic_parity")]
    [InlineData("equalized-odds", "equalized_odds_difference__between_groups__worst_case", "--decision", "d", "--privileged", "m")]
    [InlineData("reject-option", "demographic_parity_difference__between_groups", "--score", "s", "--privileged", "m")]
    public async Task DecidingByGroup_Allowed_WritesThePolicyAndTheSameDecisionsEveryTime(string method, string measure, params string[] arguments)
    {
        await Write();
        string[] all = [.. arguments, Allow, "--out", "p.json", "--decisions", "a.csv", "--id", "id", "--key-file", "key", "--test", "split=train"];

        var answer = await Run(method, [.. all]);

        Assert.True(Of(answer, "after", measure) < 0.7 * Of(answer, "before", measure));
        var policy = JsonElement.Parse(await File.ReadAllTextAsync(_creditai.PathOf("p.json"), TestContext.Current.CancellationToken));
        Assert.True(JsonElement.DeepEquals(policy, answer.GetProperty("policy")));
        Assert.True(policy.GetProperty("allow_protected_at_decision").GetBoolean());
        var decisions = await File.ReadAllTextAsync(_creditai.PathOf("a.csv"), TestContext.Current.CancellationToken);
        await Run(method, [.. all]);
        Assert.Equal(decisions, await File.ReadAllTextAsync(_creditai.PathOf("a.csv"), TestContext.Current.CancellationToken));
        Assert.Equal(601, decisions.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("threshold", "--score", "s")]
    [InlineData("equalized-odds", "--decision", "d", "--privileged", "m")]
    [InlineData("calibrated-odds", "--score", "s", "--privileged", "m")]
    [InlineData("reject-option", "--score", "s", "--privileged", "m")]
    [InlineData("correlation-remover", "--features", "s")]
    public async Task DecidingByGroup_NotAllowed_IsRefusedWithTheLawsReasonAndWritesNothing(string method, params string[] arguments)
    {
        await Write();

        var (code, output, error) = await _creditai.Run(["mitigate", method, .. Columns, .. arguments, "--out", "p.json"]);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("12 CFR 1002.4(a)", error, StringComparison.Ordinal);
        Assert.DoesNotContain("p.json", _creditai.Files);
    }

    [Fact]
    public async Task CorrelationRemover_DecisionsAskedFor_IsRefusedAsItDecidesNothing()
    {
        await Write();

        var (code, _, error) = await _creditai.Run(["mitigate", "correlation-remover", .. Columns, "--features", "s", Allow, "--out", "t.csv", "--decisions", "d.csv"]);

        Assert.Equal(2, code);
        Assert.Contains("'--decisions'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CorrelationRemover_Allowed_LeavesNoDifferenceOfMeans()
    {
        await Write();

        var answer = await Run("correlation-remover", "--features", "s,x", Allow, "--out", "t.csv", "--test", "split=train");

        Assert.InRange(answer.GetProperty("mean_difference").GetProperty("s").GetProperty("after").GetDouble(), 0, 1e-12);
        Assert.True(answer.GetProperty("mean_difference").GetProperty("s").GetProperty("before").GetDouble() > 0.05);
        string[] lines = await File.ReadAllLinesAsync(_creditai.PathOf("t.csv"), TestContext.Current.CancellationToken);
        Assert.Equal("id,split,sex,y,s,d,x", lines[0]);
        Assert.Equal(601, lines.Length);
    }

    [Fact]
    public async Task CalibratedOdds_PossibleOrNot_WritesTheMixOrSaysThatThereIsNone()
    {
        await Write();
        string[] arguments = ["mitigate", "calibrated-odds", .. Columns, "--score", "s", "--privileged", "m", Allow, "--out", "p.json"];

        // Declining to predict costs men less by this measure than women's scores cost them: no share of men evens it out.
        var (none, _, error) = await _creditai.Run([.. arguments, "--cost", "fnr"]);

        Assert.Equal(3, none);
        Assert.Contains("are no probabilities", error, StringComparison.Ordinal);
        Assert.DoesNotContain("p.json", _creditai.Files);

        var (found, output, fault) = await _creditai.Run([.. arguments, "--cost", "weighted"]);

        Assert.True(found == 0, fault);
        Assert.InRange(JsonElement.Parse(output).GetProperty("policy").GetProperty("priv_mix_rate").GetDouble(), 0, 1);
    }

    [Fact]
    public async Task Reductions_WritesAScorecardThatScoresWithoutTheProtectedAttribute()
    {
        var (made, _, fault) = await _creditai.Run("data", "generate", "--rows", "1500", "--seed", "3", "--bias", "2", "--out", "a.csv", "--schema-out", "s.json");
        Assert.True(made == 0, fault);

        var (code, output, error) = await _creditai.Run(
            "mitigate", "reductions", "--data", "a.csv", "--schema", "s.json", "--protected", "ethnicity", "--algorithm", "grid-search",
            "--out", "m.json", "--format", "json");

        Assert.True(code == 0, error);
        var answer = JsonElement.Parse(output);
        Assert.Equal(1, answer.GetProperty("members").EnumerateArray().Count(member => member.GetProperty("chosen").GetBoolean()));
        string[] lines = await File.ReadAllLinesAsync(_creditai.PathOf("a.csv"), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(_creditai.PathOf("new.csv"), lines.Take(21).Select(line => string.Join(',', line.Split(',')[..14])), TestContext.Current.CancellationToken);
        var (scored, rows, _) = await _creditai.Run("score", "--model", "m.json", "--data", "new.csv", "--format", "json");
        Assert.Equal((0, 20), (scored, JsonElement.Parse(rows).GetProperty("rows").GetArrayLength()));
    }

    [Theory]
    [InlineData(2, "--constraint takes one of demographic_parity", "threshold", "--score", "s", "--constraint", "fairness", Allow)]
    [InlineData(2, "--decisions needs --id and --key-file", "threshold", "--score", "s", "--decisions", "a.csv", Allow)]
    [InlineData(3, "equalized odds goes with accuracy", "threshold", "--score", "s", "--constraint", "equalized_odds", "--tolerance", "0.1", Allow)]
    [InlineData(3, "sex has no group 'x'; its groups are f, m", "equalized-odds", "--decision", "d", "--privileged", "x", Allow)]
    [InlineData(3, "column 'id': 'a0' is not a finite number", "threshold", "--score", "id", Allow)]
    [InlineData(3, "the file does not have this column; it has id, split, sex", "threshold", "--score", "z", Allow)]
    public async Task Mistake_HasItsExitCodeAndSaysWhat(int expected, string message, string method, params string[] arguments)
    {
        await Write();

        var (code, output, error) = await _creditai.Run(["mitigate", method, .. Columns, .. arguments, "--out", "p.json"]);

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("p.json", _creditai.Files);
    }

    [Fact]
    public async Task Threshold_Text_TellsBeforeAndAfter()
    {
        await Write();
        string[] columns = [.. Columns[..^2]];

        var (code, output, error) = await _creditai.Run(["mitigate", "threshold", .. columns, "--score", "s", Allow, "--out", "p.json"]);

        Assert.True(code == 0, error);
        Assert.Contains("Decisions by sex, before and after (n = 200)", output, StringComparison.Ordinal);
    }

    public void Dispose() => _creditai.Dispose();

    private static double Of(JsonElement answer, string side, string measure) =>
        answer.GetProperty(side).GetProperty("fairness").GetProperty("sex").GetProperty(measure).GetProperty("value").GetDouble();

    private async Task<JsonElement> Run(string method, params string[] arguments)
    {
        // A test that says where to report says it once.
        string[] columns = arguments.Contains("--test") ? [.. Columns[..8], .. Columns[10..]] : Columns;
        var (code, output, error) = await _creditai.Run(["mitigate", method, .. columns, .. arguments]);
        Assert.True(code == 0, error);
        return JsonElement.Parse(output);
    }

    private async Task Write()
    {
        var random = new Random(8);
        var lines = Enumerable.Range(0, 600).Select(row =>
        {
            var man = random.Next(2) == 1;
            var good = random.NextDouble() < (man ? 0.65 : 0.5);
            var score = Math.Round((0.5 * random.NextDouble()) + (good ? 0.35 : 0.15) + (man ? 0.12 : 0), 3);
            return string.Create(CultureInfo.InvariantCulture, $"a{row},{(row % 3 == 0 ? "test" : "train")},{(man ? "m" : "f")},{(good ? 1 : 0)},{score:R},{(score > 0.5 ? 1 : 0)},{random.NextDouble():R}");
        });
        await File.WriteAllLinesAsync(_creditai.PathOf("d.csv"), ["id,split,sex,y,s,d,x", .. lines], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_creditai.PathOf("key"), "a key", TestContext.Current.CancellationToken);
    }
}
