using System.Collections.Concurrent;
using System.Text.Json;
using CreditAI.Benchmarks.Load;
using CreditAI.Benchmarks.Load.Clients;
using CreditAI.Benchmarks.Load.Servers;
using Microsoft.AspNetCore.Http;

namespace CreditAI.Tests.Benchmarks.Load;

public sealed class LoadClientTests
{
    private const string Key = "0123456789abcdef";

    private static readonly IReadOnlyList<byte[]> Bodies = ApplicationBodies.Make(DecisionCard.Make().Schema, seed: 2);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_EveryThirdAnswerA503_CountsItAndNeverSendsAnIdTwice(bool withWrk)
    {
        var (ids, doubles, refused, number) = (new ConcurrentDictionary<string, bool>(), 0, 0, 0);
        await using var server = await DrivenServer.StartAsync(async context =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            Assert.Equal(Key, context.Request.Headers["X-Api-Key"]);
            if (!ids.TryAdd(body.RootElement.GetProperty("applicationId").GetString()!, true))
            {
                Interlocked.Increment(ref doubles);
            }

            if (Interlocked.Increment(ref number) % 3 == 0)
            {
                Interlocked.Increment(ref refused);
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }

            await context.Response.WriteAsync("answered");
        });
        using var folder = new TemporaryFolder();
        using var guard = new Guard(folder.Path);
        var client = withWrk ? (ILoadClient)new WrkClient(Wrk(), folder, guard) : new SocketClient(TimeProvider.System);

        var result = await client.RunAsync(
            RequestSet.Post(new Uri(server.Address, "/v1/decisions"), Key, Bodies), 8, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        Assert.True(result.Requests > 10);
        Assert.Equal(0, doubles);
        Assert.InRange(result.Errors, refused - 8, refused); // wrk leaves what is under way at its end.
        Assert.NotNull(result.Latency.P999);
    }

    [Fact]
    public async Task RunAsync_PacedWhileTheServerStalls_CountsTheWaitOfAllThatWereDue()
    {
        var first = 1;
        await using var server = await DrivenServer.StartAsync(async context =>
        {
            if (Interlocked.Exchange(ref first, 0) == 1)
            {
                await Task.Delay(500);
            }

            await context.Response.WriteAsync("answered");
        });

        var result = await new PacedClient(TimeProvider.System).RunAsync(
            RequestSet.Get(server.Address), connections: 1, perSecond: 200, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        // One of 200 was slow to be answered, but half of them were due before it was.
        Assert.Equal((200, 0), (result.Requests, result.Errors));
        Assert.True(result.Latency.P95 > 300, $"{result.Latency}");
    }

    [Fact]
    public async Task RunAsync_NobodyListens_IsAllErrorsAndEnds()
    {
        var requests = RequestSet.Get(new Uri($"http://127.0.0.1:{Servers.FreePort.Next()}"));
        var result = await new PacedClient(TimeProvider.System).RunAsync(
            requests, 2, 50, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.Equal(50, result.Errors);
    }

    [Fact]
    public async Task RunAsync_StreamAnsweredRowByRow_CountsEveryRowWhileItSends()
    {
        await using var server = await DrivenServer.StartAsync(async context =>
        {
            using var rows = new StreamReader(context.Request.Body);
            for (var number = 0; await rows.ReadLineAsync() is { } row; number++)
            {
                using var application = JsonDocument.Parse(row);
                await context.Response.WriteAsync(number % 100 == 99
                    ? "{\"status\":400}\n"
                    : $"{{\"applicationId\":\"{application.RootElement.GetProperty("applicationId")}\",\"decision\":\"approve\"}}\n");
            }
        });
        var stream = new BatchStream(new Uri(server.Address, "/v1/decisions:batch"), Key, Bodies);

        await stream.RunAsync(5_000, TestContext.Current.CancellationToken);

        Assert.Equal((200, 5_000, 50), (stream.Status, stream.Rows.Count, stream.Rows.Errors));
        Assert.Equal("{\"status\":400}", stream.Rows.FirstError);
    }

    [Fact]
    public async Task RunAsync_StreamRefusedAtOnce_SaysWithWhat()
    {
        await using var server = await DrivenServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return context.Response.WriteAsync("slower");
        });
        var stream = new BatchStream(server.Address, Key, Bodies);
        var failure = await Assert.ThrowsAsync<LoadException>(() => stream.RunAsync(100, TestContext.Current.CancellationToken));
        Assert.Contains("429", failure.Message, StringComparison.Ordinal);
    }

    private static string Wrk()
    {
        var wrk = Programs.Find("wrk");
        Assert.SkipWhen(wrk is null, "wrk is not installed (apt-get install wrk)");
        return wrk!;
    }
}
