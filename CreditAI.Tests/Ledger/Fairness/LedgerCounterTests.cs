using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Outcomes;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.Ledger.Fairness;

public sealed class LedgerCounterTests(PostgresServer postgres)
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 1, 0, TimeSpan.Zero);

    [Fact]
    public async Task CountNext_DecisionsThenOutcomes_AreInTheWindowsOfBoth()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var counter = Counter(host);
        var first = (await host.Writer.AppendAsync(SampleDecision.Create("1", Noon, said: """{"age":"old","sex":"f"}"""))).Id;
        await host.Writer.AppendAsync(SampleDecision.Create("2", Noon.AddMinutes(6), Decision.Decline, said: """{"age":"old","sex":"(missing)"}"""));
        await host.Writer.AppendAsync(SampleDecision.Create("3", Noon.AddDays(1), Decision.Refer, group: null));
        Assert.Equal(3, await counter.LagAsync(CancellationToken.None));

        Assert.Equal(new CountedPage(true, 3, 0, false), await counter.CountNextAsync(10, CancellationToken.None));
        Assert.Equal(0, await counter.LagAsync(CancellationToken.None));
        await OutcomeAsync(host, first, Outcome.Repaid);
        Assert.Equal(new CountedPage(true, 0, 1, false), await counter.CountNextAsync(10, CancellationToken.None));

        var windows = await host.Fairness.TalliesAsync(1, Grain.FiveMinutes, Noon.AddHours(-1), Noon.AddDays(2), CancellationToken.None);
        Assert.Equal(
            [" @12:00", " @12:05", "age old@12:00", "age old@12:05", "age × sex old × f@12:00", "sex (missing)@12:05", "sex f@12:00"],
            windows.Where(row => row.Basis == TallyBasis.Decided && row.Start < Noon.AddHours(1))
                .Select(row => $"{row.Attribute} {row.Group}@{row.Start:HH:mm}").Order(StringComparer.Ordinal));
        var everybody = windows.Single(row => row.Attribute == "" && row.Start == Noon.AddMinutes(-1)).Tally;
        Assert.Equal((1L, 0L), (everybody.Count(Decision.Approve, OutcomeState.Repaid), everybody.Count(Decision.Approve, OutcomeState.Unknown)));
        Assert.Equal(0.125, everybody.PredictedOfKnown, 12);

        var now = TimeProvider.System.GetUtcNow();
        var observed = Assert.Single(
            await host.Fairness.TalliesAsync(1, Grain.Day, now.AddDays(-1.5), now.AddDays(1), CancellationToken.None), row => row.Attribute == "sex");
        Assert.Equal((TallyBasis.Observed, "f", 1L), (observed.Basis, observed.Group, observed.Tally.Repaid));

        var bins = await host.Fairness.BinsAsync(1, Grain.Day, Noon.AddDays(-1), Noon.AddDays(2), CancellationToken.None);
        Assert.Equal(
            [(BinRow.ScoreSlot, 24, 2L), (0, 2, 2L), (1, 300, 2L), (2, 0, 2L)],
            bins.Where(bin => bin.Start == Grain.Day.StartOf(Noon)).Select(bin => (bin.Slot, bin.Bin, bin.N)).Order());
        await Recount.AssertEqualAsync(host);
        await Recount.AssertRecountedAsync(host, new(2026, 3, 4), new(2026, 3, 5), DateOnly.FromDateTime(now.UtcDateTime));
    }

    [Fact]
    public async Task CountNext_OutcomeIsCorrected_TakesThePlaceOfTheFirst()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var counter = Counter(host);
        var id = (await host.Writer.AppendAsync(SampleDecision.Create("1", Noon))).Id;
        await OutcomeAsync(host, id, Outcome.Repaid);
        await counter.CountNextAsync(10, CancellationToken.None);
        await OutcomeAsync(host, id, Outcome.Defaulted);
        await OutcomeAsync(host, id, Outcome.Repaid);
        await OutcomeAsync(host, id, Outcome.Defaulted);
        await counter.CountNextAsync(10, CancellationToken.None);

        await Recount.AssertEqualAsync(host);
        await Recount.AssertRecountedAsync(host, new(2026, 3, 4), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
    }

    [Fact]
    public async Task CountNext_AnotherHoldsTheLease_CountsNothingUntilItEndsOrIsGivenBack()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        await host.Writer.AppendAsync(SampleDecision.Create("1"));
        var (first, second, third) = (Counter(host), Counter(host, TimeSpan.FromSeconds(1)), Counter(host));

        Assert.True((await first.CountNextAsync(10, CancellationToken.None)).IsHeld);
        Assert.False((await second.CountNextAsync(10, CancellationToken.None)).IsHeld);
        await first.ReleaseAsync(CancellationToken.None);
        Assert.True((await second.CountNextAsync(10, CancellationToken.None)).IsHeld);
        Assert.False((await third.CountNextAsync(10, CancellationToken.None)).IsHeld);
        await host.Writer.AppendAsync(SampleDecision.Create("2"));
        var taken = TimeProvider.System.GetTimestamp();
        CountedPage page;
        while (!(page = await third.CountNextAsync(10, CancellationToken.None)).IsHeld && TimeProvider.System.GetElapsedTime(taken) < TimeSpan.FromSeconds(30))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, page.Decisions);
        Assert.False((await second.CountNextAsync(10, CancellationToken.None)).IsHeld);
    }

    [Fact]
    public async Task CountNext_WhileReplicasWriteAndReplicasCount_EachOnce()
    {
        const int PerWriter = 1500;

        // Hundreds of connections at once: a slow machine takes longer to open them, and to answer on them, than a service would wait.
        var database = await postgres.CreateDatabaseAsync() + ";Timeout=60;Command Timeout=60";
        await using var first = await LedgerHost.StartAsync(database);
        await using var second = await LedgerHost.StartAsync(database);
        using var written = new CancellationTokenSource();

        // Leases that end at once: whoever comes next takes over in the middle of the other's work.
        var counters = new[] { first, first, second }.Select((host, i) => Task.Run(async () =>
        {
            var counter = Counter(host, TimeSpan.FromMilliseconds(1));
            while (!written.IsCancellationRequested)
            {
                await counter.CountNextAsync(most: 7 + (50 * i), CancellationToken.None);
            }
        })).ToArray();
        await Task.WhenAll(new[] { first, second }.SelectMany((host, replica) => Enumerable.Range(0, PerWriter).Select(i =>
            Task.Run(async () =>
            {
                var appended = await host.Writer.AppendAsync(SampleDecision.Create(
                    $"{replica}-{i}", decision: (Decision)(i % 3), group: i % 5 == 0 ? null : $"g{i % 4}", modelVersion: 1 + (i % 2), probability: i / 7000d));
                if (i % 10 == 0)
                {
                    await OutcomeAsync(host, appended.Id, i % 20 == 0 ? Outcome.Repaid : Outcome.Defaulted);
                }
            }))));
        await written.CancelAsync();
        await Task.WhenAll(counters);
        var last = Counter(first);
        await CatchUpAsync(last);

        await Recount.AssertEqualAsync(first);
        await Recount.AssertRecountedAsync(first, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        Assert.Equal(0, await last.LagAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Recount_ACountWasChanged_SaysWhichAndWhatItShouldBe()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        await host.Writer.AppendAsync(SampleDecision.Create("1", Noon, group: "f"));
        await Counter(host).CountNextAsync(10, CancellationToken.None);
        await using (var connection = await host.Database.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await connection.ExecuteAsync("UPDATE fairness.tally SET n = 5 WHERE grain = 'day' AND group_name = 'f'; DELETE FROM fairness.bin_tally WHERE slot = 1");
        }

        var (decisions, differences) = await new DayRecount(host.Database).RunAsync(new DateOnly(2026, 3, 4), CancellationToken.None);

        Assert.Equal(1, decisions);
        Assert.Equal(
            [new TallyDifference(1, "decided sex = f, approve, unknown", 5, 1), new TallyDifference(1, "slot 1, bin 300", 0, 1)], differences);
        Assert.Empty((await new DayRecount(host.Database).RunAsync(new DateOnly(2026, 3, 5), CancellationToken.None)).Differences);
    }

    internal static LedgerCounter Counter(LedgerHost host, TimeSpan? lease = null) => new(host.Database, new FairnessLease(lease ?? Long));

    internal static async Task CatchUpAsync(LedgerCounter counter)
    {
        CountedPage page;
        do
        {
            page = await counter.CountNextAsync(1000, CancellationToken.None);
        }
        while (!page.IsHeld || page.HasMore || page.Decisions + page.Outcomes > 0);
    }

    private static async Task OutcomeAsync(LedgerHost host, Guid decision, Outcome outcome)
        => await host.Get<OutcomeStore>().RecordAsync([new NewOutcome(decision, outcome, Noon.AddDays(90), "tests")], "tests", CancellationToken.None);
}
