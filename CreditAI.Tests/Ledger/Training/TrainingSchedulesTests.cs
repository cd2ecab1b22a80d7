using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Training;
using CreditAI.Scoring.Training.Orders;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.Time.Testing;

namespace CreditAI.Tests.Ledger.Training;

public sealed class TrainingSchedulesTests(PostgresServer postgres)
{
    private static readonly TrainingOrder Order = TrainingOrder.Parse("""{ "data": { "ledger": {} } }"""u8.ToArray());

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero)); // a Wednesday

    [Fact]
    public async Task Fire_ManyReplicas_EachTimeIsOrderedOnce()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (queue, schedules) = Of(host);
        await schedules.PutAsync("nightly", "0 0 2 * * ?", Order, "fresh outcomes", "alice", CancellationToken.None);
        Assert.Equal(0, await schedules.FireAsync(CancellationToken.None));

        for (var night = 0; night < 3; night++)
        {
            _clock.SetUtcNow(new DateTimeOffset(2026, 3, 5 + night, 2, 0, 1, TimeSpan.Zero));
            Assert.Equal(1, (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => schedules.FireAsync(CancellationToken.None)))).Sum());
        }

        var runs = await queue.ListAsync(null, 10, CancellationToken.None);
        Assert.Equal([7, 6, 5], runs.Select(run => run.OrderedAt.Day));
        Assert.All(runs, run => Assert.Equal(("nightly", "alice", "fresh outcomes", 2), (run.Schedule, run.OrderedBy, run.Reason, run.OrderedAt.Hour)));
    }

    [Fact]
    public async Task Fire_AfterAWeekWithoutAWorker_OneRunMakesUpForIt()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (queue, schedules) = Of(host);
        await schedules.PutAsync("nightly", "0 0 2 * * ?", Order, "fresh outcomes", "alice", CancellationToken.None);

        _clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal((1, 0), (await schedules.FireAsync(CancellationToken.None), await schedules.FireAsync(CancellationToken.None)));
        Assert.Equal(new DateTimeOffset(2026, 3, 11, 2, 0, 0, TimeSpan.Zero), Assert.Single(await queue.ListAsync(null, 10, CancellationToken.None)).OrderedAt);
        var schedule = Assert.Single(await schedules.ListAsync(CancellationToken.None));
        Assert.Equal(new DateTimeOffset(2026, 3, 12, 2, 0, 0, TimeSpan.Zero), TrainingSchedules.NextOf(schedule));
    }

    [Fact]
    public async Task Put_Again_BeginsFromThenOnAndDeleteEndsIt()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (_, schedules) = Of(host);
        await schedules.PutAsync("retrain", "0 0 2 * * ?", Order, "nightly", "alice", CancellationToken.None);
        _clock.Advance(TimeSpan.FromDays(1));

        await schedules.PutAsync("retrain", "0 0 3 ? * SUN", Order, "weekly", "bob", CancellationToken.None);

        Assert.Equal(0, await schedules.FireAsync(CancellationToken.None)); // The night before belongs to the schedule that is gone.
        Assert.Equal(DayOfWeek.Sunday, TrainingSchedules.NextOf(Assert.Single(await schedules.ListAsync(CancellationToken.None)))!.Value.DayOfWeek);
        Assert.True(await schedules.DeleteAsync("retrain", "bob", CancellationToken.None));
        Assert.False(await schedules.DeleteAsync("retrain", "bob", CancellationToken.None));
        _clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await schedules.FireAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("0 0 2 ? * SUN", null)]
    [InlineData("every night", "is no cron expression of Quartz")]
    [InlineData("0 0 0 1 1 ? 1999", "never comes")]
    public void FaultOf_SaysWhatIsWrong(string cron, string? says)
    {
        if (says is null)
        {
            Assert.Null(TrainingSchedules.FaultOf(cron, _clock.GetUtcNow()));
        }
        else
        {
            Assert.Contains(says, TrainingSchedules.FaultOf(cron, _clock.GetUtcNow()), StringComparison.Ordinal);
        }
    }

    private (TrainingQueue Queue, TrainingSchedules Schedules) Of(LedgerHost host)
    {
        var audit = new AuditLog(host.Database, _clock);
        var queue = new TrainingQueue(host.Database, audit, _clock);
        return (queue, new TrainingSchedules(host.Database, queue, audit, _clock));
    }
}
