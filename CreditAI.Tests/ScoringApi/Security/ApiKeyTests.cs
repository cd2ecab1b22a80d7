using System.Net;
using CreditAI.Ledger.Access;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi.Security;

public sealed class ApiKeyTests(PostgresServer postgres)
{
    private static readonly (Scope Scope, string Method, string Path)[] Each =
    [
        (Scope.Decide, "POST", "/v1/decisions"), (Scope.Read, "GET", "/v1/decisions/0197f3a0-0000-7000-8000-000000000000"),
        (Scope.Models | Scope.Read, "GET", "/v1/models"), (Scope.Audit, "GET", "/v1/audit"),
    ];

    [Theory]
    [InlineData(Scope.Decide)]
    [InlineData(Scope.Read)]
    [InlineData(Scope.Models)]
    [InlineData(Scope.Audit)]
    [InlineData(Scope.Policy)]
    [InlineData(Scope.Admin)]
    public async Task AnyEndpoint_KeyWithOneScope_IsOpenForThatScopeAndAdminOnly(Scope has)
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (client, _) = await api.CreateKeyAsync(has);

        foreach (var (needs, method, path) in Each)
        {
            var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            Assert.Equal((path, (has & (needs | Scope.Admin)) != 0), (path, response.StatusCode != HttpStatusCode.Forbidden));
            if (response.StatusCode == HttpStatusCode.Forbidden)
            {
                Assert.Contains(needs.ToNames()[0], (string)(await ScoringApiHost.ReadAsync(response))["detail"]!, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task RevokedKey_WithinASecond_IsTurnedAway()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (client, issued) = await api.CreateKeyAsync(Scope.Decide);
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/v1/decisions", Good())).StatusCode);

        await api.ApiKeys.RevokeAsync(issued.Key.Prefix, "tests", CancellationToken.None);
        var revoked = TimeProvider.System.GetTimestamp();
        await ScoringApiHost.UntilAsync(async () => (await client.PostAsync("/v1/decisions", Good())).StatusCode == HttpStatusCode.Unauthorized);

        Assert.InRange(TimeProvider.System.GetElapsedTime(revoked), TimeSpan.Zero, TimeSpan.FromSeconds(2)); // one, and a busy machine
    }

    [Fact]
    public async Task ExpiredKey_IsTurnedAwayFromThatInstantOn()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var expires = TimeProvider.System.GetUtcNow().AddSeconds(3);
        var (client, _) = await api.CreateKeyAsync(Scope.Read, expires: expires);

        var before = await client.GetAsync("/v1/models");
        var asked = TimeProvider.System.GetUtcNow();
        await ScoringApiHost.UntilAsync(async () => (await client.GetAsync("/v1/models")).StatusCode == HttpStatusCode.Unauthorized);

        Assert.True(before.IsSuccessStatusCode || asked >= expires, "turned away before it expired");
        Assert.True(TimeProvider.System.GetUtcNow() >= expires);
    }

    [Fact]
    public async Task PostgresIsAway_KeysReadBeforeStayValidAndScopesHold()
    {
        await using var server = new PostgresServer();
        await using var api = await ScoringApiHost.StartAsync(await server.CreateDatabaseAsync());
        var (client, _) = await api.CreateKeyAsync(Scope.Decide);

        await server.StopAsync();
        await Task.Delay(1500, TestContext.Current.CancellationToken); // longer than it takes to look again

        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/v1/decisions", Json("{}"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/v1/models")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.ClientWith("cai_wrongone_x").GetAsync("/v1/models")).StatusCode);
    }

    [Fact]
    public async Task TwoKeysInOneRequest_AreNone()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var client = api.ClientWith(ScoringApiHost.Key);
        client.DefaultRequestHeaders.Add("X-Api-Key", "another");

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/v1/models")).StatusCode);
    }

    private static StringContent Good() => Json(ScoringApiHost.GoodApplication);

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
