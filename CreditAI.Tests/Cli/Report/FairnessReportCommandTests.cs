using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Decisions;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Ledger.Fairness;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.Cli.Report;

public sealed class FairnessReportCommandTests(PostgresServer postgres) : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task Report_TwoDays_WritesAPageOfEachWithWhatWasFound()
    {
        await using var ledger = await LedgerAsync();

        var (code, output, error) = await _creditai.Run("report", "fairness", "--from", "2026-03-01", "--to", "2026-03-10", "--out", _creditai.PathOf("pages"));

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            ["fairness-2026-03-04-v1.html", "fairness-2026-03-05-v1.html"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFileName));
        var page = await PageAsync("fairness-2026-03-04-v1.html");
        foreach (var told in new[]
        {
            "Fairness of loans, version 1, on 2026-03-04", "80 decisions, 50 approved", new string('a', 64), "every count is the ledger’s", "By sex", "By age",
            "By age &#215; sex", "demographic_parity", "critical", "sex: f", "75.0%", "four fifths",
        })
        {
            Assert.Contains(told, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;b&gt;", page, StringComparison.Ordinal); // A group's name is text, whatever is in it.
        Assert.Contains("None was open on the day", await PageAsync("fairness-2026-03-05-v1.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_CountsAreNotTheLedgers_SaysSoOnThePageAndByItsExitCode()
    {
        await using var ledger = await LedgerAsync();
        await using (var connection = await ledger.Database.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await connection.ExecuteAsync("UPDATE fairness.tally SET n = n + 1 WHERE grain = 'day' AND attribute = '' AND decision = 'approve'");
        }

        var (code, _, _) = await _creditai.Run("report", "fairness", "--from", "2026-03-04", "--out", _creditai.PathOf("pages"));

        Assert.Equal(3, code);
        Assert.Contains("1 counts are not the ledger’s", await PageAsync("fairness-2026-03-04-v1.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "no decision from 2027-01-01 to 2027-01-02 is counted", "--from", "2027-01-01", "--to", "2027-01-02", "--out", "pages")]
    [InlineData(2, "--to must not be before --from", "--from", "2027-01-02", "--to", "2027-01-01", "--out", "pages")]
    [InlineData(2, "--from takes a day", "--from", "lately", "--out", "pages")]
    public async Task Report_Nonsense_IsToldInOneLine(int expected, string says, params string[] arguments)
    {
        await using var ledger = await LedgerAsync();

        var (code, output, error) = await _creditai.Run(["report", "fairness", .. arguments]);

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    public void Dispose() => _creditai.Dispose();

    /// <summary>On a day 40 of each sex, of whom 20 f and 30 m were approved, and one on the day after; a finding that was open on the first.</summary>
    private async Task<LedgerHost> LedgerAsync()
    {
        var database = _creditai.Environment["ConnectionStrings__creditai"] = await postgres.CreateDatabaseAsync();
        var ledger = await LedgerHost.StartAsync(database);
        await ledger.Registry.PublishAsync(new NewModelVersion("loans", new string('a', 64), 600, 550, "{}", "tests"), CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 80).Select(i => ledger.Writer.AppendAsync(SampleDecision.Create(
            $"{i}", Noon, i < 20 || i >= 50 ? Decision.Approve : Decision.Decline, said: $$"""{"age":"<b>{{i % 2}}","sex":"{{(i < 40 ? "f" : "m")}}"}"""))));
        await ledger.Writer.AppendAsync(SampleDecision.Create("later", Noon.AddDays(1)));
        var lease = new FairnessLease(TimeSpan.FromMinutes(1));
        await LedgerCounterTests.CatchUpAsync(new LedgerCounter(ledger.Database, lease));
        await ledger.Findings.RecordAsync([(1, SampleVerdict.Critical)], [], lease, CancellationToken.None);
        await using var connection = await ledger.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("UPDATE fairness.finding SET opened_at = '2026-03-04 13:00Z', closed_at = '2026-03-04 14:00Z'");
        return ledger;
    }

    private Task<string> PageAsync(string file) => File.ReadAllTextAsync(Path.Combine(_creditai.PathOf("pages"), file), TestContext.Current.CancellationToken);
}
