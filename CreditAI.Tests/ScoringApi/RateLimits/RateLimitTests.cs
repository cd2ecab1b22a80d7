using System.Globalization;
using System.Net;
using CreditAI.Ledger.Access;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi.RateLimits;

public sealed class RateLimitTests(PostgresServer postgres)
{
    [Fact]
    public async Task Key_BeyondItsOwnLimit_Is429WithWhenToTryAgain()
    {
        var clock = new MinuteClock();
        await using var api = await ScoringApiHost.StartAsync(
            await postgres.CreateDatabaseAsync(), settings: new() { ["RateLimits:DefaultPerMinute"] = "3" }, time: clock);
        var (own, _) = await api.CreateKeyAsync(Scope.Read, perMinute: 5);
        var (ordinary, _) = await api.CreateKeyAsync(Scope.Read);
        clock.BeginMinute();

        Assert.Equal(5, await AdmittedAsync(own, 8));
        Assert.Equal(3, await AdmittedAsync(ordinary, 8));
        Assert.Equal(8, await AdmittedAsync(api.Client, 8));
        var refused = await own.GetAsync("/v1/models");
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 50, 90); // some of the minute has to slide out
        Assert.Equal(("5", "0"), (Header(refused, "RateLimit-Limit"), Header(refused, "RateLimit-Remaining")));
        Assert.Contains("5 requests per minute", (string)(await ScoringApiHost.ReadAsync(refused))["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_BeyondItsLimit_Is429WhateverTheKeyAndTheRoute()
    {
        var clock = new MinuteClock();
        await using var api = await ScoringApiHost.StartAsync(
            await postgres.CreateDatabaseAsync(), settings: new() { ["RateLimits:PerAddressPerMinute"] = "6" }, time: clock);

        clock.BeginMinute();
        var statuses = new List<HttpStatusCode>();
        foreach (var client in new[] { api.Client, api.ClientWith("wrong"), api.ClientWith(null) })
        {
            for (var i = 0; i < 3; i++)
            {
                statuses.Add((await client.GetAsync("/v1/models")).StatusCode);
            }
        }

        Assert.Equal(
            [.. Enumerable.Repeat(HttpStatusCode.OK, 3), .. Enumerable.Repeat(HttpStatusCode.Unauthorized, 3), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 3)],
            statuses);
        Assert.Equal(HttpStatusCode.OK, (await api.Client.GetAsync("/health/live")).StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", 10)]
    [InlineData("127.0.0.0/8", 10)]
    [InlineData("10.9.9.9", 2)]
    [InlineData(null, 2)]
    public async Task ForwardedFor_IsBelievedFromKnownProxiesOnly(string? proxy, int admitted)
    {
        var settings = new Dictionary<string, string> { ["RateLimits:PerAddressPerMinute"] = "2" };
        if (proxy is not null)
        {
            settings["RateLimits:KnownProxies:0"] = proxy;
        }

        var clock = new MinuteClock();
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: settings, time: clock);

        clock.BeginMinute();
        var count = 0;
        for (var i = 0; i < 10; i++)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
            request.Headers.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i + 1}"));
            count += (await api.Client.SendAsync(request)).StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.Equal(admitted, count);
    }

    private static async Task<int> AdmittedAsync(HttpClient client, int requests)
    {
        var admitted = 0;
        for (var i = 0; i < requests; i++)
        {
            admitted += (await client.GetAsync("/v1/models")).StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        return admitted;
    }

    private static string Header(HttpResponseMessage response, string name) => string.Join(",", response.Headers.GetValues(name));
}
