using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Registry;
using CreditAI.Tests.Ledger.Registry;
using CreditAI.Tests.Servers;
using Dapper;
using Npgsql;

namespace CreditAI.Tests.Ledger.Audit;

public sealed class AuditLogTests(PostgresServer postgres)
{
    [Fact]
    public async Task Append_ManyAtOnceAndSomeRolledBack_NumbersHaveNoGapsAndTheChainHolds()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());

        await Task.WhenAll(Enumerable.Range(0, 30).Select(async i =>
        {
            await using var connection = await host.Database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await host.Get<AuditLog>().AppendAsync(connection, transaction, Entry($"act {i}"), CancellationToken.None);
            await (i % 3 == 0 ? transaction.RollbackAsync() : transaction.CommitAsync());
        }));

        var acts = await host.Get<AuditLog>().ListAsync(new AuditQuery(), 100, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 20).Reverse().Select(number => (long)number), acts.Select(act => act.Number));
        Assert.DoesNotContain(acts, act => act.Target is "act 0" or "act 27");
        var verified = await AuditChain.VerifyAsync(host.Database);
        Assert.Equal((true, 20L), (verified.Holds, verified.Entries));
        Assert.Equal((await host.Get<AuditLog>().HeadAsync(CancellationToken.None)).Hash, verified.Head.Hash);
    }

    [Fact]
    public async Task Hash_ByTheWrittenEncoding_IsTheSame()
    {
        await using var host = await StartAsync(2);

        var act = (await host.Get<AuditLog>().ListAsync(new AuditQuery(), 1, CancellationToken.None))[0];

        using var encoded = new MemoryStream();
        encoded.Write("CreditAI.audit.1"u8);
        encoded.Write(act.Previous);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, 2);
        encoded.Write(number);
        BinaryPrimitives.WriteInt64BigEndian(number, (long)(act.At - DateTimeOffset.UnixEpoch).TotalMicroseconds);
        encoded.Write(number);
        foreach (var text in new[] { "Zoë", "policy.put", "act 2", """{"note":"2"}""" })
        {
            BinaryPrimitives.WriteInt32BigEndian(number, Encoding.UTF8.GetByteCount(text));
            encoded.Write(number[..4]);
            encoded.Write(Encoding.UTF8.GetBytes(text));
        }

        Assert.Equal(SHA256.HashData(encoded.ToArray()), act.Hash);
    }

    // Each as somebody would who may switch the triggers off; the last ones also make hashes anew.
    [Theory]
    [InlineData("UPDATE ledger.audit SET actor = 'mallory' WHERE number = 3", 3, AuditFaultKind.Edited)]
    [InlineData("UPDATE ledger.audit SET detail = '{\"note\": \"3\"}' WHERE number = 3", 3, AuditFaultKind.Edited)]
    [InlineData("UPDATE ledger.audit SET at = at + interval '1 microsecond' WHERE number = 5", 5, AuditFaultKind.Edited)]
    [InlineData("UPDATE ledger.audit SET actor = actor || action, action = 'x.y' WHERE number = 1", 1, AuditFaultKind.Edited)]
    [InlineData("DELETE FROM ledger.audit WHERE number = 1", 1, AuditFaultKind.Removed)]
    [InlineData("DELETE FROM ledger.audit WHERE number IN (3, 4)", 3, AuditFaultKind.Removed)]
    [InlineData("DELETE FROM ledger.audit WHERE number = 6", 6, AuditFaultKind.Removed)]
    [InlineData("DELETE FROM ledger.audit WHERE number = 3; UPDATE ledger.audit SET number = number - 1 WHERE number > 3", 3, AuditFaultKind.Edited)]
    [InlineData("UPDATE ledger.audit SET number = 99 WHERE number = 2; UPDATE ledger.audit SET number = 2 WHERE number = 3; UPDATE ledger.audit SET number = 3 WHERE number = 99", 2, AuditFaultKind.Edited)]
    [InlineData("INSERT INTO ledger.audit SELECT 7, at, actor, action, target, detail, hash, hash FROM ledger.audit WHERE number = 6", 7, AuditFaultKind.Inserted)]
    public async Task Verify_ChangedBehindItsBack_NamesTheFirstEntry(string sql, long number, AuditFaultKind kind)
    {
        await using var host = await StartAsync(6);
        await TamperAsync(host, sql);

        var verified = await AuditChain.VerifyAsync(host.Database);

        Assert.False(verified.Holds);
        Assert.Equal((number, kind), (verified.Faults[0].Number, verified.Faults[0].Kind));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public async Task Verify_RewrittenWithItsHash_IsGivenAwayByWhatFollows(long number)
    {
        await using var host = await StartAsync(6);
        var acts = await host.Get<AuditLog>().ListAsync(new AuditQuery(), 10, CancellationToken.None);
        var forged = acts.Single(act => act.Number == number) with { Actor = "mallory" };
        await TamperAsync(host, "UPDATE ledger.audit SET actor = @Actor, hash = @hash WHERE number = @Number", new { forged.Actor, hash = AuditHash.Of(forged), forged.Number });

        var fault = Assert.Single((await AuditChain.VerifyAsync(host.Database)).Faults);

        Assert.Equal((number, AuditFaultKind.Rewritten), (fault.Number, fault.Kind));
    }

    [Fact]
    public async Task Verify_EndCutOffTogetherWithTheHead_IsGivenAwayByACheckpoint()
    {
        await using var host = await StartAsync(6);
        var kept = await host.Get<AuditLog>().HeadAsync(CancellationToken.None);
        await TamperAsync(host, """
            DELETE FROM ledger.audit WHERE number > 4;
            UPDATE ledger.audit_head SET number = 4, hash = (SELECT hash FROM ledger.audit WHERE number = 4)
            """);

        Assert.True((await AuditChain.VerifyAsync(host.Database)).Holds);
        var fault = Assert.Single((await AuditChain.VerifyAsync(host.Database, [kept])).Faults);

        Assert.Equal((5, AuditFaultKind.Removed), (fault.Number, fault.Kind));
    }

    [Theory]
    [InlineData("UPDATE ledger.audit SET actor = 'mallory'")]
    [InlineData("DELETE FROM ledger.audit")]
    [InlineData("TRUNCATE ledger.audit")]
    [InlineData("DELETE FROM ledger.audit_head")]
    [InlineData("UPDATE ledger.audit_head SET number = 0")]
    public async Task Log_ChangedBySql_IsRefusedByTheDatabase(string sql)
    {
        await using var host = await StartAsync(2);
        await using var connection = await host.Database.OpenConnectionAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql));

        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
        Assert.True((await AuditChain.VerifyAsync(host.Database)).Holds);
    }

    [Fact]
    public async Task ModelRegistry_PublishAndPromote_AreRecordedOnceEach()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var registry = host.Registry;
        var model = new NewModelVersion("consumer", new string('a', 64), 600, 550, "{}", "alice");

        var version = (await registry.PublishAsync(model, CancellationToken.None)).Version;
        await registry.PublishAsync(model, CancellationToken.None);
        await registry.PromoteAsync(version, ModelAlias.Challenger, "bob", "better", onlyIfUnset: false, CancellationToken.None);
        await registry.PromoteAsync(version, ModelAlias.Challenger, "bob", "better", onlyIfUnset: false, CancellationToken.None);

        var acts = await host.Get<AuditLog>().ListAsync(new AuditQuery(), 10, CancellationToken.None);
        Assert.Equal(
            [("bob", "model.promote", "challenger"), ("alice", "model.publish", $"model version {version}")], acts.Select(act => (act.Actor, act.Action, act.Target)));
        Assert.Equal($$"""{"from":null,"to":{{version}},"reason":"better","evaluation":null}""", acts[0].Detail);
    }

    [Fact]
    public async Task Promote_ThatCannotBeRecorded_DoesNotHappen()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var registry = host.Registry;
        var version = (await registry.PublishAsync(new NewModelVersion("consumer", new string('a', 64), 600, 550, "{}", "alice"), CancellationToken.None)).Version;

        await Assert.ThrowsAsync<ArgumentException>(
            () => registry.PromoteAsync(version, ModelAlias.Champion, new string('x', 300), "because", onlyIfUnset: false, CancellationToken.None));

        Assert.Null(await registry.FindAliasAsync(ModelAlias.Champion, CancellationToken.None));
        Assert.Empty(await registry.HistoryAsync(ModelAlias.Champion, CancellationToken.None));
    }

    private static AuditEntry Entry(string target) => new("Zoë", "policy.put", target, new { Note = target.Split(' ')[1] });

    private async Task<LedgerHost> StartAsync(int entries)
    {
        var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        await using var connection = await host.Database.OpenConnectionAsync();
        for (var i = 1; i <= entries; i++)
        {
            await host.Get<AuditLog>().AppendAsync(connection, null, Entry($"act {i}"), CancellationToken.None);
        }

        return host;
    }

    private static async Task TamperAsync(LedgerHost host, string sql, object? parameters = null)
    {
        await using var connection = await host.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("ALTER TABLE ledger.audit DISABLE TRIGGER ALL; ALTER TABLE ledger.audit_head DISABLE TRIGGER ALL");
        await connection.ExecuteAsync(sql, parameters);
    }
}
