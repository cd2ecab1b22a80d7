using CreditAI.Ledger.Access;
using CreditAI.Ledger.Audit;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.Ledger.Access;

public sealed class ApiKeyStoreTests(PostgresServer postgres)
{
    [Fact]
    public async Task Create_TheSecret_IsNowhereInTheDatabase()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());

        var issued = await host.ApiKeys.CreateAsync(new NewApiKey("the branch", Scope.Decide | Scope.Read, null, 100, "alice"), CancellationToken.None);

        Assert.Matches($"^cai_{issued.Key.Prefix}_[A-Za-z0-9_-]{{43}}$", issued.Text);
        await using var connection = await host.Database.OpenConnectionAsync();
        var stored = await connection.QuerySingleAsync<string>(
            "SELECT (SELECT string_agg(k::text, '') FROM access.api_key k) || (SELECT string_agg(a::text, '') FROM ledger.audit a)");
        Assert.DoesNotContain(issued.Text.Split('_', 3)[2], stored, StringComparison.Ordinal);
        Assert.DoesNotContain(issued.Text, issued.ToString(), StringComparison.Ordinal);
        var loaded = Assert.Single(await host.ApiKeys.LoadAsync(CancellationToken.None));
        Assert.Equal((KeyHash.Of(issued.Text), Scope.Decide | Scope.Read), (loaded.Hash, loaded.Key.Scopes));
    }

    [Fact]
    public async Task Revoke_TwiceOrUnknown_IsRefusedAndOnlyTheFirstIsRecorded()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var store = host.ApiKeys;
        var prefix = (await store.CreateAsync(new NewApiKey("the branch", Scope.Admin, null, null, "alice"), CancellationToken.None)).Key.Prefix;

        var revoked = await store.RevokeAsync(prefix, "bob", CancellationToken.None);
        var again = await Assert.ThrowsAsync<ApiKeyException>(() => store.RevokeAsync(prefix, "bob", CancellationToken.None));
        var unknown = await Assert.ThrowsAsync<ApiKeyException>(() => store.RevokeAsync("nothing", "bob", CancellationToken.None));

        Assert.Equal("bob", revoked.RevokedBy);
        Assert.Contains("already", again.Message, StringComparison.Ordinal);
        Assert.Contains("no API key nothing", unknown.Message, StringComparison.Ordinal);
        Assert.Empty(await store.LoadAsync(CancellationToken.None));
        Assert.Equal(
            [("bob", "api-key.revoke", prefix), ("alice", "api-key.create", prefix)],
            (await host.Get<AuditLog>().ListAsync(new AuditQuery(), 10, CancellationToken.None)).Select(act => (act.Actor, act.Action, act.Target)));
    }

    [Fact]
    public async Task Touch_AKeyInUse_IsKeptToTheHour()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var store = host.ApiKeys;
        var key = (await store.CreateAsync(new NewApiKey("the branch", Scope.Read, null, null, "alice"), CancellationToken.None)).Key;

        await store.TouchAsync([key.Id], CancellationToken.None);

        var used = Assert.Single(await store.ListAsync(CancellationToken.None)).LastUsedAt;
        Assert.Equal((0, 0), (used!.Value.Minute, used.Value.Second));
    }

    [Fact]
    public async Task Create_WithoutSense_IsRefusedWithoutATrace()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var store = host.ApiKeys;

        foreach (var asked in new NewApiKey[]
        {
            new(" ", Scope.Read, null, null, "alice"), new("x", Scope.None, null, null, "alice"), new("x", Scope.Read, null, 0, "alice"),
            new("x", Scope.Read, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), null, "alice"), new("x", Scope.Read, null, null, ""),
        })
        {
            await Assert.ThrowsAsync<ApiKeyException>(() => store.CreateAsync(asked, CancellationToken.None));
        }

        Assert.Empty(await store.ListAsync(CancellationToken.None));
        Assert.Equal(0, (await host.Get<AuditLog>().HeadAsync(CancellationToken.None)).Number);
    }
}
