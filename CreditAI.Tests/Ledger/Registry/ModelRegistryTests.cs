using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Registry;
using CreditAI.Tests.Servers;
using Dapper;
using Npgsql;

namespace CreditAI.Tests.Ledger.Registry;

public sealed class ModelRegistryTests(PostgresServer postgres)
{
    private static readonly NewModelVersion Model =
        new("consumer", new string('a', 64), ApproveAt: 600, DeclineBelow: 550, """{"auc": 0.8}""", "alice");

    [Fact]
    public async Task Publish_TheSameAgain_IsTheSameVersion()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var registry = host.Registry;

        var first = await registry.PublishAsync(Model, CancellationToken.None);
        var again = await registry.PublishAsync(Model with { PublishedBy = "bob" }, CancellationToken.None);
        var otherCutOff = await registry.PublishAsync(Model with { ApproveAt = 610 }, CancellationToken.None);

        Assert.Equal((first.Version, "alice"), (again.Version, again.PublishedBy));
        Assert.NotEqual(first.Version, otherCutOff.Version);
        Assert.Equal([otherCutOff.Version, first.Version], (await registry.ListAsync(CancellationToken.None)).Select(model => model.Version));
    }

    [Fact]
    public async Task Promote_ThereAndBack_HistoryTellsWhoWhyAndFromWhere()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var registry = host.Registry;
        var first = (await registry.PublishAsync(Model, CancellationToken.None)).Version;
        var second = (await registry.PublishAsync(Model with { Sha256 = new string('b', 64) }, CancellationToken.None)).Version;

        await registry.PromoteAsync(first, ModelAlias.Champion, "alice", "first", onlyIfUnset: false, CancellationToken.None);
        await registry.PromoteAsync(second, ModelAlias.Champion, "bob", "better", onlyIfUnset: false, CancellationToken.None);
        await registry.PromoteAsync(first, ModelAlias.Champion, "carol", "back", onlyIfUnset: false, CancellationToken.None);

        var history = await registry.HistoryAsync(ModelAlias.Champion, CancellationToken.None);
        Assert.Equal(
            [((int?)second, first, "carol", "back"), (first, second, "bob", "better"), (null, first, "alice", "first")],
            history.Select(move => (move.FromVersion, move.ToVersion, move.PromotedBy, move.Reason)));
        var champion = await registry.FindAliasAsync(ModelAlias.Champion, CancellationToken.None);
        Assert.Equal(first, champion!.Version);
        Assert.Equal([ModelAlias.Champion], champion.Aliases);
    }

    [Fact]
    public async Task Promote_ManyAtOnceOnlyIfUnset_OneWins()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var registry = host.Registry;
        var versions = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            versions.Add((await registry.PublishAsync(Model with { ApproveAt = 600 + i }, CancellationToken.None)).Version);
        }

        var moves = await Task.WhenAll(versions.Select(version =>
            registry.PromoteAsync(version, ModelAlias.Champion, "installer", "first start", onlyIfUnset: true, CancellationToken.None)));

        var move = Assert.Single(moves, move => move is not null);
        Assert.Equal(move!.ToVersion, (await registry.FindAliasAsync(ModelAlias.Champion, CancellationToken.None))!.Version);
        Assert.Single(await registry.HistoryAsync(ModelAlias.Champion, CancellationToken.None));
    }

    [Fact]
    public async Task Promote_UnknownVersionAliasOrNobody_IsRefusedWithoutATrace()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var registry = host.Registry;
        var version = (await registry.PublishAsync(Model, CancellationToken.None)).Version;

        await RefusedAsync(registry, version + 1, ModelAlias.Champion, "alice", "why", "no model version");
        await RefusedAsync(registry, version, "winner", "alice", "why", "no alias 'winner'");
        await RefusedAsync(registry, version, ModelAlias.Champion, " ", "why", "who promotes and why");

        Assert.Empty(await registry.HistoryAsync(ModelAlias.Champion, CancellationToken.None));
    }

    [Theory]
    [InlineData("UPDATE registry.promotion SET promoted_by = 'mallory'")]
    [InlineData("DELETE FROM registry.promotion")]
    [InlineData("TRUNCATE registry.promotion")]
    public async Task History_ChangedBySql_IsRefusedByTheDatabase(string sql)
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var registry = host.Registry;
        var version = (await registry.PublishAsync(Model, CancellationToken.None)).Version;
        await registry.PromoteAsync(version, ModelAlias.Champion, "alice", "first", onlyIfUnset: false, CancellationToken.None);
        await using var connection = await host.Database.OpenConnectionAsync();

        var exception = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql));

        Assert.Contains("append-only", exception.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promote_Listener_IsWoken()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var registry = host.Registry;
        var version = (await registry.PublishAsync(Model, CancellationToken.None)).Version;
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var woken = new WakeUp();
        var listening = host.Get<PostgresListener>().RunAsync(Channels.Alias, woken, stop.Token);
        await woken.WaitAsync(stop.Token); // begins to listen

        await registry.PromoteAsync(version, ModelAlias.Champion, "alice", "first", onlyIfUnset: false, CancellationToken.None);

        await woken.WaitAsync(stop.Token);
        await stop.CancelAsync();
        await listening;
    }

    private static async Task RefusedAsync(ModelRegistry registry, int version, string alias, string by, string reason, string says)
    {
        var exception = await Assert.ThrowsAsync<ModelRegistryException>(
            () => registry.PromoteAsync(version, alias, by, reason, onlyIfUnset: false, CancellationToken.None));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }
}
