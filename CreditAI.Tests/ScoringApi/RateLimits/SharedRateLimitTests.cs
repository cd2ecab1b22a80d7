using System.Collections.Concurrent;
using System.Net;
using CreditAI.Ledger.Access;
using CreditAI.ScoringApi.RateLimits;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ScoringApi.RateLimits;

public sealed class SharedRateLimitTests(PostgresServer postgres)
{
    private const int Limit = 300;

    [Fact]
    public async Task TwoReplicas_SteadyLoadUnevenlySpread_KeepTheLimitWithinFivePercent()
    {
        await using var redis = await RedisServer.NewAsync();
        await using var pair = await StartAsync(redis, "Open");

        // 480 requests in six seconds, three quarters of them to one replica.
        var seen = await pair.DriveAsync(TimeSpan.FromSeconds(6), firstPerSecond: 60, secondPerSecond: 20);

        Assert.InRange(seen[HttpStatusCode.OK], (int)(0.95 * Limit), (int)(1.05 * Limit));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], seen.Keys.Order());
    }

    [Fact]
    public async Task TwoReplicas_EverythingAtOnce_KeepTheLimitWithinFivePercent()
    {
        await using var redis = await RedisServer.NewAsync();
        await using var pair = await StartAsync(redis, "Open");

        var statuses = await Task.WhenAll(Enumerable.Range(0, 800).Select(i => pair.AskAsync(i % 2 == 0)));

        Assert.InRange(statuses.Count(status => status == HttpStatusCode.OK), Limit / 2, (int)(1.05 * Limit));
    }

    [Fact]
    public async Task RedisIsKilled_Open_GoesOnWithinTheLimitAndSharesAgainWhenItIsBack()
    {
        await using var redis = await RedisServer.NewAsync();
        await using var pair = await StartAsync(redis, "Open");
        var before = await pair.DriveAsync(TimeSpan.FromSeconds(1), 40, 40);

        await redis.KillAsync();
        await ScoringApiHost.UntilAsync(() => !pair.First.Services.GetRequiredService<CacheState>().Answers);
        var away = await pair.DriveAsync(TimeSpan.FromSeconds(3), 80, 80);
        await redis.StartAsync();
        await ScoringApiHost.UntilAsync(() => pair.Caches.Any(cache => cache.Answers));
        Assert.All(pair.Caches, cache => Assert.Equal(2, cache.Replicas)); // The first one back does not take itself for the only one.
        await ScoringApiHost.UntilAsync(pair.AreMet);
        var after = await pair.DriveAsync(TimeSpan.FromSeconds(2), 80, 80);

        Assert.True(before[HttpStatusCode.OK] > 20);
        Assert.True(away[HttpStatusCode.OK] > 50, "limited callers are served while the cache is away");
        foreach (var seen in new[] { before, away, after })
        {
            Assert.Empty(seen.Keys.Except([HttpStatusCode.OK, HttpStatusCode.TooManyRequests]));
        }

        Assert.InRange(
            before[HttpStatusCode.OK] + away[HttpStatusCode.OK] + after.GetValueOrDefault(HttpStatusCode.OK), (int)(0.95 * Limit), (int)(1.05 * Limit));
    }

    [Fact]
    public async Task RedisIsKilled_Closed_LimitedCallersGet503AndOthersGoOn()
    {
        await using var redis = await RedisServer.NewAsync();
        await using var pair = await StartAsync(redis, "Closed");
        Assert.Equal(HttpStatusCode.OK, await pair.AskAsync(first: true));

        await redis.KillAsync();
        await ScoringApiHost.UntilAsync(async () => await pair.AskAsync(first: true) == HttpStatusCode.ServiceUnavailable);

        Assert.Equal(HttpStatusCode.Created, (await pair.First.DecideAsync(ScoringApiHost.GoodApplication)).StatusCode);
        await redis.StartAsync();
        await ScoringApiHost.UntilAsync(async () => await pair.AskAsync(first: true) == HttpStatusCode.OK);
    }

    [Fact]
    public async Task ClockJumps_ReplicasGoOnCountingEachOther()
    {
        await using var redis = await RedisServer.NewAsync();
        await using var pair = await StartAsync(redis, "Open"); // Its clock has just jumped by minutes.

        for (var begun = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(2.5);)
        {
            Assert.All(pair.Caches, cache => Assert.Equal(2, cache.Replicas));
            await Task.Delay(20);
        }
    }

    private async Task<Pair> StartAsync(RedisServer redis, string whenAway)
    {
        var database = await postgres.CreateDatabaseAsync();
        var (settings, clock) = (new Dictionary<string, string> { ["ConnectionStrings:cache"] = redis.ConnectionString, ["RateLimits:WhenCacheAway"] = whenAway }, new MinuteClock());
        var first = await ScoringApiHost.StartAsync(database, settings: settings, time: clock);
        var second = await ScoringApiHost.StartAsync(database, withChampion: false, settings: settings, time: clock);
        var (client, issued) = await first.CreateKeyAsync(Scope.Decide, perMinute: Limit);
        var pair = new Pair(first, second, client, second.ClientWith(issued.Text));
        await ScoringApiHost.UntilAsync(pair.AreMet);
        await ScoringApiHost.UntilAsync(async () => await pair.AskAsync(first: false) != HttpStatusCode.Unauthorized);
        clock.BeginMinute();
        return pair;
    }

    private sealed record Pair(ScoringApiHost First, ScoringApiHost Second, HttpClient ToFirst, HttpClient ToSecond) : IAsyncDisposable
    {
        public IReadOnlyList<CacheState> Caches { get; } = [.. new[] { First, Second }.Select(host => host.Services.GetRequiredService<CacheState>())];

        public bool AreMet() => Caches.All(cache => cache is { Answers: true, Replicas: 2 });

        /// <summary>OK for a request that the limits admitted, whatever became of it then; otherwise how it was refused.</summary>
        public async Task<HttpStatusCode> AskAsync(bool first)
        {
            using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            using var response = await (first ? ToFirst : ToSecond).PostAsync("/v1/decisions", body);
            return response.StatusCode != HttpStatusCode.TooManyRequests && response.Headers.Contains("RateLimit-Remaining") ? HttpStatusCode.OK : response.StatusCode;
        }

        public async Task<Dictionary<HttpStatusCode, int>> DriveAsync(TimeSpan duration, int firstPerSecond, int secondPerSecond)
        {
            var seen = new ConcurrentDictionary<HttpStatusCode, int>();
            await Task.WhenAll(PaceAsync(true, firstPerSecond), PaceAsync(false, secondPerSecond));
            return new(seen);

            async Task PaceAsync(bool first, int perSecond)
            {
                var (begun, sent) = (TimeProvider.System.GetTimestamp(), 0);
                while (TimeProvider.System.GetElapsedTime(begun) is var elapsed && elapsed < duration)
                {
                    for (; sent < elapsed.TotalSeconds * perSecond; sent++)
                    {
                        seen.AddOrUpdate(await AskAsync(first), 1, (_, n) => n + 1);
                    }

                    await Task.Delay(5);
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Second.DisposeAsync();
            await First.DisposeAsync();
        }
    }
}
