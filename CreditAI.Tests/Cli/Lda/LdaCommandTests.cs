using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CreditAI.Scoring.Scorecards;
using CreditAI.Tests.Scoring.Alternatives;

namespace CreditAI.Tests.Cli.Lda;

public sealed class LdaCommandTests : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    public LdaCommandTests()
    {
        File.WriteAllText(_creditai.PathOf("loans.csv"), ProxiedLoans.Csv(2_000, 5));
        File.WriteAllBytes(_creditai.PathOf("loans.schema.json"), ProxiedLoans.Schema.ToUtf8Json());
    }

    [Fact]
    public async Task Lda_WritesTheRecordTheFiguresAndTheScorecards()
    {
        var (code, output, error) = await Lda("record");

        Assert.True(code == 0, error);
        using var search = JsonDocument.Parse(await File.ReadAllBytesAsync(_creditai.PathOf("record/search.json"), TestContext.Current.CancellationToken));
        var chosen = Scorecard.Parse(await File.ReadAllBytesAsync(_creditai.PathOf("record/chosen.json"), TestContext.Current.CancellationToken));
        Assert.Equal(search.RootElement.GetProperty("chosen").GetProperty("sha256").GetString(), chosen.Version);
        Assert.Equal(5, search.RootElement.GetProperty("alternatives").GetArrayLength());
        Assert.Equal(5, Directory.GetFiles(_creditai.PathOf("record/alternatives")).Length);
        Assert.NotNull(chosen.Lineage.DataSha256);
        Assert.NotNull(chosen.Lineage.Test?.Auc);
        var record = await File.ReadAllTextAsync(_creditai.PathOf("record/record.md"), TestContext.Current.CancellationToken);
        Assert.Contains("without district", record, StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(_creditai.PathOf("record/record.html"), TestContext.Current.CancellationToken);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("Frontier", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lda_Killed_GoesOnAndEndsAsIfItHadNotBeen()
    {
        await Lda("whole");
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "creditai.exe" : "creditai"), Arguments("stopped"))
        {
            WorkingDirectory = _creditai.PathOf(""),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using (var process = Process.Start(start)!)
        {
            while (!process.HasExited && (!Directory.Exists(_creditai.PathOf("stopped/alternatives")) || Directory.GetFiles(_creditai.PathOf("stopped/alternatives"), "*.json").Length < 2))
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var (code, _, error) = await Lda("stopped");

        Assert.True(code == 0, error);
        Assert.Equal(
            await File.ReadAllTextAsync(_creditai.PathOf("whole/search.json"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(_creditai.PathOf("stopped/search.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Lda_DirectoryOfAnotherSearch_IsRefused()
    {
        await Lda("record");

        var (code, _, error) = await Lda("record", "--seed", "2");

        Assert.Equal(2, code);
        Assert.Contains("holds a search with other data, schema, code or options", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'sex' is no protected attribute of the schema; it has race", "--protected", "sex")]
    [InlineData("a family has at least two models", "--models", "1")]
    [InlineData("the approval rate must lie between 0 and 1", "--approval-rate", "1.5")]
    [InlineData("--split:", "--split", "perhaps")]
    public async Task Lda_ImpossibleQuestion_SaysWhat(string message, params string[] more)
    {
        var (code, _, error) = await Lda("record", more);

        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lda_Baseline_IsWhatAlternativesAreMeasuredAgainst()
    {
        var (trained, _, fault) = await _creditai.Run(
            "train", "--data", "loans.csv", "--schema", "loans.schema.json", "--trainer", "logistic", "--out", "own.json");
        Assert.True(trained == 0, fault);

        var (code, output, error) = await Lda("record", "--baseline", "own.json", "--format", "json");

        Assert.True(code == 0, error);
        var own = Scorecard.Parse(await File.ReadAllBytesAsync(_creditai.PathOf("own.json"), TestContext.Current.CancellationToken));
        Assert.Equal(own.Version, JsonElement.Parse(Encoding.UTF8.GetBytes(output)).GetProperty("alternatives")[0].GetProperty("sha256").GetString());
    }

    public void Dispose() => _creditai.Dispose();

    private static string[] Arguments(string directory) =>
    [
        "lda", "--data", "loans.csv", "--schema", "loans.schema.json", "--protected", "race", "--out", directory, "--models", "5", "--resamples", "100",
    ];

    private Task<(int Code, string Output, string Error)> Lda(string directory, params string[] more)
    {
        var arguments = Arguments(directory).ToList();
        foreach (var pair in more.Chunk(2))
        {
            var place = arguments.IndexOf(pair[0]);
            if (place >= 0)
            {
                arguments.RemoveRange(place, 2);
            }

            arguments.AddRange(pair);
        }

        return _creditai.Run([.. arguments]);
    }
}
