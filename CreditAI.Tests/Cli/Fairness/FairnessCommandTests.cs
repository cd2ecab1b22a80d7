using System.Text.Json;
using System.Text.RegularExpressions;

namespace CreditAI.Tests.Cli.Fairness;

public sealed partial class FairnessCommandTests : IDisposable
{
    // Two groups of forty, 24 and 12 of them approved, one row without a group, and rows that --where leaves out.
    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task Fairness_Json_HasTheBlocksWithPlainNumbersAndSaysWhatIsUndefined()
    {
        Write();

        var (code, output, error) = await Run("--score", "s", "--privileged", "sex=m", "--control", "region", "--format", "json");

        Assert.Equal((0, ""), (code, error));
        var answer = JsonElement.Parse(output);
        Assert.Equal(
            ["about", "privileged", "single", "intersection", "conditional", "aif360", "fair_lending", "calibration_by_group", "quality_by_group", "calibration_overall", "undefined"],
            answer.EnumerateObject().Select(member => member.Name));
        var sex = answer.GetProperty("single").GetProperty("sex");
        Assert.Equal(81, answer.GetProperty("about").GetProperty("rows").GetInt32());
        Assert.Equal(0.3, sex.GetProperty("frame_pred").GetProperty("by_group").GetProperty("f").GetProperty("selection_rate").GetDouble(), 12);
        Assert.Equal(["(missing)"], sex.GetProperty("too_few_to_say").EnumerateArray().Select(group => group.ToString()));
        var lending = answer.GetProperty("fair_lending").GetProperty("sex");
        Assert.Equal(0.5, lending.GetProperty("f").GetProperty("adverse_impact_ratio").GetDouble(), 12);
        Assert.Equal("adverse_impact", lending.GetProperty("f").GetProperty("verdict").ToString());
        Assert.Equal("too_few_to_say", lending.GetProperty("(missing)").GetProperty("verdict").ToString());
        Assert.Equal(JsonValueKind.Null, sex.GetProperty("summary").GetProperty("equal_opportunity_difference__between_groups").ValueKind);
        var reason = answer.GetProperty("undefined").EnumerateArray()
            .Single(one => one.GetProperty("path").ToString() == "single.sex.summary.equal_opportunity_difference__between_groups");
        Assert.Contains("'(missing)' (n = 0): there are no favourable outcomes", reason.GetProperty("reason").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fairness_MissingLeftOut_IsNoGroupButCountsInTheOverall()
    {
        Write();

        var (_, output, _) = await Run("--missing", "leave-out", "--format", "json");

        var frame = JsonElement.Parse(output).GetProperty("single").GetProperty("sex").GetProperty("frame_pred");
        Assert.Equal(["f", "m"], frame.GetProperty("by_group").EnumerateObject().Select(group => group.Name));
        Assert.Equal(81, frame.GetProperty("overall").GetProperty("count").GetDouble());
    }

    [Theory]
    [InlineData("g_sex", "sex")]
    [InlineData("g_sex,sex", "g_sex,sex")]
    public async Task Fairness_GroupPrefix_IsLeftOutUnlessTheNameIsTaken(string columns, string names)
    {
        await File.WriteAllLinesAsync(_creditai.PathOf("d.csv"), ["y,d,g_sex,sex", "1,1,m,1", "0,1,m,1", "1,0,f,2", "0,0,f,2"], TestContext.Current.CancellationToken);

        var (code, output, error) = await _creditai.Run("fairness", "--data", "d.csv", "--label", "y", "--decision", "d", "--protected", columns, "--format", "json");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(names, string.Join(',', JsonElement.Parse(output).GetProperty("single").EnumerateObject().Select(attribute => attribute.Name)));
    }

    [Fact]
    public async Task Fairness_Text_SaysTheVerdictAndReportIsOnePageWithoutAnythingFromElsewhere()
    {
        Write();

        var (code, output, _) = await Run("--score", "s", "--bootstrap", "100", "--report", "f.html");

        Assert.Equal(0, code);
        Assert.Contains("By sex, against 'm' (highest selection rate)", output, StringComparison.Ordinal);
        Assert.Contains("adverse impact", output, StringComparison.Ordinal);
        Assert.Contains("too few to say", output, StringComparison.Ordinal);
        Assert.Equal(["d.csv", "f.html"], _creditai.Files);
        var page = await File.ReadAllTextAsync(_creditai.PathOf("f.html"), TestContext.Current.CancellationToken);
        Assert.Equal(Elements("<svg ", page), Elements("</svg>", page));
        Assert.True(Elements("<svg ", page) >= 6, $"{Elements("<svg ", page)} plots");
        Assert.Contains("four fifths", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Elsewhere(), page);
    }

    [Theory]
    [InlineData("--label y --decision nope --protected sex", 3, "d.csv line 1, column 'nope': the command asks for this column")]
    [InlineData("--label s --decision d --protected sex", 3, "d.csv line 2, column 's': '0.4' is neither 1 nor 0")]
    [InlineData("--label y --decision d --score id --protected sex", 3, "column 'id': '2' is no probability of the favourable outcome")]
    [InlineData("--label y --decision d --protected sex --where split=none", 3, "d.csv: no row meets split=none")]
    [InlineData("--label y --decision d --protected sex --where region<5", 3, "column 'region': 'north' cannot be compared with '5'")]
    [InlineData("--label y --decision d --protected id", 3, "column 'id': 281 groups are a number or an identifier")]
    [InlineData("--label y --decision d --protected sex --where split", 2, "--where: 'split' is no condition; write split=test")]
    [InlineData("--label y --decision d --protected sex --privileged sex=x", 2, "--privileged: no row of sex is of the group 'x'; there are (missing), f, m")]
    [InlineData("--label y --decision d --protected sex --privileged age=x", 2, "--privileged: 'age' is not one of --protected")]
    [InlineData("--label y --decision d --protected sex,sex", 2, "--protected: 'sex' is there twice")]
    [InlineData("--label y --decision d --protected sex --bootstrap 5", 2, "--bootstrap: at least 100 replicates")]
    [InlineData("--label y --decision d --protected sex --control sex", 2, "--control: 'sex' is the one protected attribute")]
    [InlineData("--label y --decision d --protected sex --missing all", 2, "--missing takes own or leave-out")]
    public async Task Fairness_WrongInput_IsSaidAndNothingIsWritten(string arguments, int expected, string message)
    {
        Write();

        var (code, output, error) = await _creditai.Run(["fairness", "--data", "d.csv", "--report", "f.html", .. arguments.Split(' ')]);

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal(["d.csv"], _creditai.Files);
    }

    public void Dispose() => _creditai.Dispose();

    private static int Elements(string element, string page) => page.Split(element).Length - 1;

    private Task<(int Code, string Output, string Error)> Run(params string[] arguments) => _creditai.Run(
        ["fairness", "--data", "d.csv", "--label", "y", "--decision", "d", "--protected", "sex,region", "--where", "split=test", "--where", "id<1000", .. arguments]);

    private void Write()
    {
        var rows = new List<string> { "id,split,y,d,s,sex,region" };
        for (var index = 0; index < 40; index++)
        {
            var region = index % 2 == 0 ? "north" : "south";
            rows.Add($"{index},test,{(index % 4 == 0 ? 0 : 1)},{(index < 24 ? 1 : 0)},0.4,m,{region}");
            rows.Add($"{index + 100},test,{(index % 3 == 0 ? 0 : 1)},{(index < 12 ? 1 : 0)},0.{index + 10},f,{region}");
        }

        rows.Add("90,test,0,1,0.5,,north");
        rows.AddRange(Enumerable.Range(1000, 200).Select(index => $"{index},train,1,1,0.5,m,north"));
        File.WriteAllLines(_creditai.PathOf("d.csv"), rows);
    }

    [GeneratedRegex("<script|https?://|<link|@import|url\\(|src=", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();
}
