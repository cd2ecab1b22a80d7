using System.Text.Json.Nodes;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Ledger.Fairness;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.Cli.Fairness;

public sealed class RecomputeCommandTests(PostgresServer postgres) : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task Recompute_CountsAreTheLedgersThenOneIsNot_SaysSoAndWhich()
    {
        var database = _creditai.Environment["ConnectionStrings__creditai"] = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        await ledger.Writer.AppendAsync(SampleDecision.Create("1", new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero), group: "f"));
        await LedgerCounterTests.Counter(ledger).CountNextAsync(10, CancellationToken.None);

        var (code, output, error) = await _creditai.Run("fairness", "recompute", "--day", "2026-03-04");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("2026-03-04: 1 decisions counted again, every count is the ledger's", output, StringComparison.Ordinal);

        await using var connection = await ledger.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("UPDATE fairness.tally SET n = 7 WHERE grain = 'day' AND group_name = 'f'");
        (code, output, _) = await _creditai.Run("fairness", "recompute", "--day", "2026-03-04", "--format", "json");
        Assert.Equal(3, code);
        var difference = Assert.Single(JsonNode.Parse(output)!["differences"]!.AsArray())!;
        Assert.Equal(("decided sex = f, approve, unknown", 7, 1), ((string)difference["count"]!, (int)difference["counted"]!, (int)difference["ledger"]!));
    }

    [Fact]
    public async Task Recompute_NoDay_IsToldWhatADayIs()
    {
        var (code, output, error) = await _creditai.Run("fairness", "recompute", "--day", "yesterday");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--day takes a day, such as 2027-01-31", error, StringComparison.Ordinal);
    }

    public void Dispose() => _creditai.Dispose();
}
