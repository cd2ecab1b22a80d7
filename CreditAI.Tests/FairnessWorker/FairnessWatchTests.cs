using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Fairness;
using CreditAI.Scoring.Decisions;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.FairnessWorker;

public sealed class FairnessWatchTests(PostgresServer postgres)
{
    [Fact]
    public async Task Decisions_UnfairThenFair_AreMeasuredFoundAndTheFindingCloses()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        await using var worker = FairnessWorkerHost.Start(database);
        using var client = worker.CreateClient();
        var findings = ledger.Fairness;

        await DecideAsync(ledger, "male", 90, 10);
        await DecideAsync(ledger, "female", 40, 60);
        await UntilAsync(async () => await OpenAsync(findings) is { Violation.N: 100 });

        var open = (await OpenAsync(findings))!;
        Assert.Equal(("female", "male", 7001), (open.Violation.Group, open.Violation.Reference, open.Violation.ModelVersion));
        Assert.Equal(40.0 / 90, open.Violation.Value, 12);
        var metrics = await MetricsAsync(client, "creditai_fairness_adverse_impact_ratio{", "female");
        Assert.StartsWith("0.444", metrics, StringComparison.Ordinal);
        Assert.Equal("0.5", await MetricsAsync(client, "creditai_fairness_demographic_parity_difference{", "sex"));
        Assert.Equal("0.4", await MetricsAsync(client, "creditai_fairness_selection_rate{", "female"));
        Assert.Equal("40", await MetricsAsync(client, "creditai_fairness_decisions_total{", "female", "approve"));

        await DecideAsync(ledger, "female", 500, 50);
        await UntilAsync(async () => await OpenAsync(findings) is null);
        Assert.Equal(open.Id, Assert.Single(await findings.ListFindingsAsync(CancellationToken.None)).Id);
        Assert.True((await client.GetAsync("/health/ready")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Notification_WakesTheWorker_BeforeItWouldLook()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        await using var worker = FairnessWorkerHost.Start(database);
        using var client = worker.CreateClient();
        var seen = new List<TimeSpan>();

        for (var i = 1; i <= 5; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await ledger.Writer.AppendAsync(SampleDecision.Create($"{i}"));
            await UntilAsync(async () => await ledger.Fairness.LagAsync(CancellationToken.None) == 0);
            seen.Add(TimeProvider.System.GetElapsedTime(started));
        }

        // It looks every 5 s by itself: five times below that is no chance.
        Assert.True(seen.Min() < TimeSpan.FromSeconds(2), $"counted after {string.Join(", ", seen)}");
    }

    private static Task<Appended[]> DecideAsync(LedgerHost ledger, string group, int approved, int declined)
        => Task.WhenAll(Enumerable.Range(0, approved + declined).Select(i => ledger.Writer.AppendAsync(SampleDecision.Create(
            $"{group}-{i}", decision: i < approved ? Decision.Approve : Decision.Decline, group: group, modelVersion: 7001))));

    private static async Task<Finding?> OpenAsync(FairnessStore store)
        => (await store.ListFindingsAsync(CancellationToken.None)).SingleOrDefault(finding => finding.ClosedAt is null);

    private static async Task<string?> MetricsAsync(HttpClient client, string name, params string[] labels)
    {
        var lines = (await client.GetStringAsync("/metrics")).Split('\n');
        return lines.SingleOrDefault(line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains("\"7001\"", StringComparison.Ordinal)
            && labels.All(label => line.Contains($"\"{label}\"", StringComparison.Ordinal)))?.Split(' ')[^1];
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(20, timeout.Token);
        }
    }
}
