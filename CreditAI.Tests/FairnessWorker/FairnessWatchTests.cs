using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Outcomes;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Ledger.Fairness;
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
        var findings = ledger.Findings;

        await DecideAsync(ledger, "male", 90, 10);
        await DecideAsync(ledger, "female", 40, 60);
        await UntilAsync(async () => await OpenAsync(findings) is { Verdict.Value.N: 100 });

        var open = (await OpenAsync(findings))!;
        Assert.Equal(("female", "male", 7001, Severity.Critical), (open.Verdict.Group, open.Verdict.Reference, open.ModelVersion, open.Verdict.Severity));
        Assert.Equal(40.0 / 90, open.Verdict.Value.Value!.Value, 12);
        await UntilAsync(async () => await MetricsAsync(client, "creditai_fairness_decisions_total{", "female", "approve") == "40");
        Assert.StartsWith("0.444", await MetricsAsync(client, "creditai_fairness_adverse_impact_ratio{", "female"), StringComparison.Ordinal);
        Assert.Equal("0.5", await MetricsAsync(client, "creditai_fairness_demographic_parity_difference{", "sex"));
        Assert.Equal("0.4", await MetricsAsync(client, "creditai_fairness_selection_rate{", "female"));
        Assert.Equal("0.5", await MetricsAsync(client, "creditai_fairness_measure{", "female", "male", "demographic_parity"));

        await DocumentedMetrics.AssertAsync(client, "creditai_fairness_");

        // The other way, until the whole is even.
        await DecideAsync(ledger, "female", 560, 40);
        await DecideAsync(ledger, "male", 510, 90);
        await UntilAsync(async () => await OpenAsync(findings) is null);
        Assert.Contains(await findings.ListAsync(new FindingQuery(), CancellationToken.None), finding => finding.Id == open.Id && finding.ClosedAt is not null);
        Assert.True((await client.GetAsync("/health/ready")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Outcomes_OfAGroupWorseThanPredicted_AreAFindingOfCalibration()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var ledger = await LedgerHost.StartAsync(database);
        await using var worker = FairnessWorkerHost.Start(database);
        var male = await DecideAsync(ledger, "male", 300, 0);
        var female = await DecideAsync(ledger, "female", 300, 0);

        // An eighth was predicted for all.
        await ledger.Get<OutcomeStore>().RecordAsync(
            [.. male.Select((decision, i) => Of(decision, i % 8 == 0)), .. female.Select((decision, i) => Of(decision, i % 3 == 0))], "tests", CancellationToken.None);

        await UntilAsync(async () => (await ledger.Findings.ListAsync(new FindingQuery(), CancellationToken.None))
            .Any(finding => finding.Verdict is { Measure: WatchedMeasure.Calibration, Group: "female", Severity: Severity.Critical }));
        Assert.DoesNotContain(await ledger.Findings.ListAsync(new FindingQuery(), CancellationToken.None), finding => finding.Verdict is { Measure: WatchedMeasure.Calibration, Group: "male" });
        await Recount.AssertEqualAsync(ledger);

        static NewOutcome Of(Appended decision, bool isBad)
            => new(decision.Id, isBad ? Outcome.Defaulted : Outcome.Repaid, TimeProvider.System.GetUtcNow(), null);
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
            await UntilAsync(async () => await LedgerCounterTests.Counter(ledger).LagAsync(CancellationToken.None) == 0);
            seen.Add(TimeProvider.System.GetElapsedTime(started));
        }

        // It looks every 3 s by itself: five times below that is no chance.
        Assert.True(seen.Min() < TimeSpan.FromSeconds(2), $"counted after {string.Join(", ", seen)}");
    }

    internal static Task<Appended[]> DecideAsync(LedgerHost ledger, string group, int approved, int declined, int modelVersion = 7001)
        => Task.WhenAll(Enumerable.Range(0, approved + declined).Select(i => ledger.Writer.AppendAsync(SampleDecision.Create(
            $"{group}-{i}", decision: i < approved ? Decision.Approve : Decision.Decline, group: group, modelVersion: modelVersion))));

    private static async Task<Finding?> OpenAsync(FindingStore store)
        => (await store.ListAsync(new FindingQuery(), CancellationToken.None))
            .SingleOrDefault(finding => finding.ClosedAt is null && finding.Verdict.Measure == WatchedMeasure.AdverseImpactRatio);

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
