using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CreditAI.Tests.Hosting.Model;

public sealed class LogTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task AReader_GetsTheBacklogThenWhatComes_WithTimesAndErrors()
    {
        using var logs = new ResourceLoggerService { TimeProvider = _time };
        var logger = logs.GetLogger("a");
        logger.LogInformation("one");

        await using var reader = logs.WatchAsync("a").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal([new LogLine(1, "2026-01-02T03:04:05.0000000Z one", false)], reader.Current);
        logger.LogError("two\nthree");
        logs.Complete("a");

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal([(2, true), (3, true)], reader.Current.Select(l => (l.LineNumber, l.IsErrorMessage)));
        Assert.False(await reader.MoveNextAsync());
    }

    [Fact]
    public async Task AResourceOfSeveralInstances_WritesToEach()
    {
        using var logs = new ResourceLoggerService { TimeProvider = _time };
        var resource = new ExecutableResource("a", "true", ".");
        resource.Annotations.Add(new DcpInstancesAnnotation([new("a-1", "1", 0), new("a-2", "2", 1)]));

        logs.GetLogger(resource).LogInformation("both");

        foreach (var id in new[] { "a-1", "a-2" })
        {
            await foreach (var lines in logs.GetAllAsync(id))
            {
                Assert.EndsWith("both", Assert.Single(lines).Content, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Subscribers_AreToldOf_WhenTheyComeAndGo()
    {
        using var logs = new ResourceLoggerService { TimeProvider = _time };
        await using var watcher = logs.WatchAnySubscribersAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = watcher.MoveNextAsync();
        logs.GetLogger("a").LogInformation("one");

        await using (var reader = logs.WatchAsync("a").GetAsyncEnumerator(TestContext.Current.CancellationToken))
        {
            Assert.True(await reader.MoveNextAsync());
            Assert.True(await next);
            Assert.Equal(new LogSubscriber("a", true), watcher.Current);
        }

        Assert.True(await watcher.MoveNextAsync());
        Assert.Equal(new LogSubscriber("a", false), watcher.Current);
    }
}
