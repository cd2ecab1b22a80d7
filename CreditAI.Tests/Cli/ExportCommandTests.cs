using System.Text;
using System.Xml.Linq;
using CreditAI.Scoring.Interchange.Onnx;
using CreditAI.Scoring.Interchange.Pmml;
using CreditAI.Scoring.Interchange.Sql;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using CreditAI.Tests.Scoring;

namespace CreditAI.Tests.Cli;

public sealed class ExportCommandTests : IDisposable
{
    private static readonly Scorecard Card = Cards.Small();

    private readonly CreditAiProcess _creditai = new();

    public ExportCommandTests() => File.WriteAllBytes(_creditai.PathOf("m.json"), Card.ToUtf8Json().ToArray());

    [Fact]
    public async Task Export_ReplacesWhatIsThere_AndSaysWhichScorecard()
    {
        await File.WriteAllTextAsync(_creditai.PathOf("out"), "an older and longer export", TestContext.Current.CancellationToken);

        Assert.Equal(PmmlScorecard.Write(Card, ReasonBasis.Mean), await Export("pmml", "--basis", "mean"));
        Assert.Equal(OnnxScorecard.Write(Card), await Export("onnx"));
        Assert.Equal(
            SqlScorecard.Write(Card, new SqlOptions { Dialect = SqlDialect.Ansi, Table = "risk.loans", View = "scored" }),
            Encoding.UTF8.GetString(await Export("sql", "--dialect", "ansi", "--table", "risk.loans", "--view", "scored")));
        Assert.Equal(["m.json", "out"], _creditai.Files);
    }

    [Fact]
    public async Task Export_Pmml_NamesTheScorecardsVersion()
    {
        var document = XDocument.Parse(Encoding.UTF8.GetString(await Export("pmml")));

        Assert.Equal(Card.Version, (string?)document.Root!.Elements().First().Attribute("modelVersion"));
    }

    [Theory]
    [InlineData(2, "Required", "export", "--model", "m.json", "--out", "f")]
    [InlineData(2, "'tree'", "export", "--model", "m.json", "--to", "tree", "--out", "f")]
    [InlineData(2, "--table says nothing to --to pmml", "export", "--model", "m.json", "--to", "pmml", "--out", "f", "--table", "t")]
    [InlineData(2, "--basis says nothing to --to sql", "export", "--model", "m.json", "--to", "sql", "--out", "f", "--basis", "mean")]
    [InlineData(1, "'a..b' cannot name a table: it has an empty part", "export", "--model", "m.json", "--to", "sql", "--out", "f", "--table", "a..b")]
    [InlineData(1, "Could not find file", "export", "--model", "none.json", "--to", "onnx", "--out", "f")]
    [InlineData(1, "its directory does not exist", "export", "--model", "m.json", "--to", "onnx", "--out", "none/f")]
    public async Task Mistake_HasItsExitCodeAndWritesNothing(int expected, string message, params string[] arguments)
    {
        var (code, output, error) = await _creditai.Run(arguments);

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(message, error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal(["m.json"], _creditai.Files);
    }

    public void Dispose() => _creditai.Dispose();

    private async Task<byte[]> Export(string format, params string[] options)
    {
        var (code, output, error) = await _creditai.Run(["export", "--model", "m.json", "--to", format, "--out", "out", .. options]);
        Assert.Equal((0, "", $"scorecard {Card.Version} written to out\n"), (code, output, error));
        return await File.ReadAllBytesAsync(_creditai.PathOf("out"), TestContext.Current.CancellationToken);
    }
}
