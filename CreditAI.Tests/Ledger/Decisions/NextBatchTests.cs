using CreditAI.Ledger.Decisions;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Ledger.Decisions;

public sealed class NextBatchTests(PostgresServer postgres)
{
    [Fact]
    public async Task Take_SinglesFillIt_AListComesWithThem()
    {
        const int Most = 4;
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var queue = new SubmissionQueue();
        var list = new ListSubmission([Seal("list")]);
        queue.TryAdd(list);
        SingleSubmission[] singles = [.. Enumerable.Range(0, Most).Select(number => new SingleSubmission(Seal($"{number}")))];
        Assert.All(singles, single => Assert.True(queue.TryAdd(single)));

        var batch = new NextBatch(queue, Most).Take();

        Assert.Equal([.. singles, list], batch);

        SealedDecision Seal(string application) => host.Writer.Seal(SampleDecision.Create(application));
    }

    [Fact]
    public async Task Wait_CompletedWithAListLeft_IsOverOnceTheListIsTaken()
    {
        var queue = new SubmissionQueue();
        Assert.True(queue.TryAdd(new ListSubmission([])));
        queue.Complete();

        Assert.False(queue.TryAdd(new ListSubmission([])));
        Assert.False(queue.TryTakeSingle(out _)); // Another writer looked for singles.
        Assert.True(await queue.WaitAsync());
        Assert.Single(new NextBatch(queue, 4).Take());
        Assert.False(await queue.WaitAsync());
    }
}
