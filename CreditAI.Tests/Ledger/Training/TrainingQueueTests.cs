using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Training;
using CreditAI.Scoring.Training.Orders;
using CreditAI.Tests.Scoring;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Ledger.Training;

public sealed class TrainingQueueTests(PostgresServer postgres)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TrainingOrder Order = TrainingOrder.Parse("""{ "data": { "ledger": {} } }"""u8.ToArray());

    [Fact]
    public async Task Take_ManyWorkersAtOnce_EachRunIsOnes()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var queue = Queue(host);
        for (var i = 0; i < 12; i++)
        {
            await queue.OrderAsync(Order, "tests", "alice", CancellationToken.None);
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => queue.TakeAsync(Guid.CreateVersion7(), Lease, hasKeys: true, CancellationToken.None)));

        Assert.Equal(12, taken.OfType<TrainingRun>().Select(run => run.Id).Distinct().Count());
        Assert.Equal(4, taken.Count(run => run is null));
        Assert.All(taken.OfType<TrainingRun>(), run => Assert.Equal((RunState.Running, 1), (run.State, run.Attempts)));
    }

    [Fact]
    public async Task Take_WorkerIsHeardOfNoMore_AnotherGoesOnAndTheFirstWritesNothing()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var queue = Queue(host);
        var (dead, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var run = await queue.OrderAsync(Order, "tests", "alice", CancellationToken.None);
        await queue.TakeAsync(dead, TimeSpan.FromMilliseconds(1), hasKeys: true, CancellationToken.None);
        await Task.Delay(20);

        var again = await queue.TakeAsync(other, Lease, hasKeys: true, CancellationToken.None);

        Assert.Equal((run.Id, 2), (again!.Id, again.Attempts));
        Assert.False(await queue.BeatAsync(run.Id, dead, Lease, "training", 0.5, CancellationToken.None));
        Assert.False(await queue.FailAsync(run.Id, dead, "late", CancellationToken.None));
        Assert.True(await queue.BeatAsync(run.Id, other, Lease, "training", 0.25, CancellationToken.None));
        var now = await queue.FindAsync(run.Id, CancellationToken.None);
        Assert.Equal((RunState.Running, "training", 0.25, null), (now!.State, now.Step, now.Progress, now.Error));
    }

    [Fact]
    public async Task Take_ARunThatKillsItsWorkers_IsGivenUp()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var queue = Queue(host);
        var run = await queue.OrderAsync(Order, "tests", "alice", CancellationToken.None);
        for (var attempt = 0; attempt < TrainingQueue.MostAttempts; attempt++)
        {
            Assert.NotNull(await queue.TakeAsync(Guid.CreateVersion7(), TimeSpan.FromMilliseconds(1), hasKeys: true, CancellationToken.None));
            await Task.Delay(20);
        }

        Assert.Null(await queue.TakeAsync(Guid.CreateVersion7(), Lease, hasKeys: true, CancellationToken.None));
        var failed = await queue.FindAsync(run.Id, CancellationToken.None);
        Assert.Equal((RunState.Failed, "Its worker died 3 times: it may take more memory than there is."), (failed!.State, failed.Error));
    }

    [Fact]
    public async Task Cancel_WaitingOrRunning_EndsItAndIsRecordedOnce()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var queue = Queue(host);
        var running = await queue.OrderAsync(Order, "tests", "alice", CancellationToken.None);
        var worker = Guid.CreateVersion7();
        await queue.TakeAsync(worker, Lease, hasKeys: true, CancellationToken.None);
        var waiting = await queue.OrderAsync(Order, "tests", "alice", CancellationToken.None);

        Assert.Equal(RunState.Cancelled, (await queue.CancelAsync(waiting.Id, "bob", CancellationToken.None))!.State);
        var asked = await queue.CancelAsync(running.Id, "bob", CancellationToken.None);
        await queue.CancelAsync(running.Id, "bob", CancellationToken.None);

        Assert.Equal((RunState.Running, true), (asked!.State, asked.IsCancelled));
        Assert.False(await queue.BeatAsync(running.Id, worker, Lease, "training", 0.5, CancellationToken.None));
        Assert.True(await queue.StoppedAsync(running.Id, worker, CancellationToken.None));
        Assert.Equal(RunState.Cancelled, (await queue.FindAsync(running.Id, CancellationToken.None))!.State);
        Assert.Null(await queue.TakeAsync(worker, Lease, hasKeys: true, CancellationToken.None));
        Assert.Null(await queue.CancelAsync(Guid.Empty, "bob", CancellationToken.None));
        var acts = await new AuditLog(host.Database, TimeProvider.System).ListAsync(new AuditQuery(Action: "training.cancel"), 10, CancellationToken.None);
        Assert.Equal([$"training run {running.Id}", $"training run {waiting.Id}"], acts.Select(act => act.Target));
    }

    [Fact]
    public async Task Take_WorkerWithoutTheMasterKey_LeavesRunsOnOwnDecisionsToOthers()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var queue = Queue(host);
        var own = await queue.OrderAsync(Order, "tests", "alice", CancellationToken.None);
        var file = await queue.OrderAsync(
            Order with { Source = new TrainingSource.StoredFile("data/a.csv", Cards.Schema) }, "tests", "alice", CancellationToken.None);

        Assert.Equal(file.Id, (await queue.TakeAsync(Guid.CreateVersion7(), Lease, hasKeys: false, CancellationToken.None))!.Id);
        Assert.Null(await queue.TakeAsync(Guid.CreateVersion7(), Lease, hasKeys: false, CancellationToken.None));
        Assert.Equal(own.Id, (await queue.TakeAsync(Guid.CreateVersion7(), Lease, hasKeys: true, CancellationToken.None))!.Id);
    }

    [Fact]
    public async Task Release_InGoodOrder_IsNoAttempt()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var queue = Queue(host);
        var run = await queue.OrderAsync(Order, "tests", "alice", CancellationToken.None);
        var worker = Guid.CreateVersion7();
        await queue.TakeAsync(worker, Lease, hasKeys: true, CancellationToken.None);

        await queue.ReleaseAsync(run.Id, worker, CancellationToken.None);

        Assert.Equal((run.Id, 1), ((await queue.TakeAsync(Guid.CreateVersion7(), Lease, hasKeys: true, CancellationToken.None))!.Id, (await queue.FindAsync(run.Id, CancellationToken.None))!.Attempts));
    }

    private static TrainingQueue Queue(LedgerHost host) => new(host.Database, new AuditLog(host.Database, TimeProvider.System), TimeProvider.System);
}
