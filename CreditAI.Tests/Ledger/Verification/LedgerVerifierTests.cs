using CreditAI.Ledger.Subjects;
using CreditAI.Ledger.Verification;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.Ledger.Verification;

public sealed class LedgerVerifierTests(PostgresServer postgres)
{
    // The second of a batch of ten, on the only chain that was written.
    private const string Second = "position = 2";

    [Fact]
    public async Task Verify_AsWritten_FindsNothing()
    {
        await using var ledger = await WrittenLedger.CreateAsync(postgres);

        var report = await ledger.VerifyAsync();

        Assert.Empty(report.Faults);
        Assert.Equal((1030L, 4L), (report.Decisions, report.Batches));
        Assert.True(report.Checkpoints > 0);
    }

    [Theory]
    [InlineData("UPDATE ledger.decision SET body = set_byte(body, 20, get_byte(body, 20) # 1) WHERE " + Second, LedgerFaultKind.Edited, 1, 2)]
    [InlineData("UPDATE ledger.decision SET decision = 'd' WHERE " + Second, LedgerFaultKind.Edited, 1, 2)]
    [InlineData("UPDATE ledger.decision SET points = points + 1e-9 WHERE position = 1030", LedgerFaultKind.Edited, 4, 1030)]
    [InlineData("UPDATE ledger.decision SET model_version = 2 WHERE position = 500", LedgerFaultKind.Edited, 3, 500)]
    [InlineData("DELETE FROM ledger.decision WHERE " + Second, LedgerFaultKind.Removed, 1, 2)]
    [InlineData("DELETE FROM ledger.decision WHERE position BETWEEN 1021 AND 1030", LedgerFaultKind.Removed, 4, 1021)]
    [InlineData("DELETE FROM ledger.batch WHERE number = 2", LedgerFaultKind.Removed, 2, null)]
    [InlineData("DELETE FROM ledger.batch WHERE number = 4", LedgerFaultKind.Removed, 3, null)]
    [InlineData("INSERT INTO ledger.decision SELECT id, chain, 5000, model_version, decision, points, body FROM ledger.decision WHERE " + Second, LedgerFaultKind.Inserted, null, 5000)]
    [InlineData("INSERT INTO ledger.decision SELECT ledger.uuid_at(now()), chain, position, model_version, decision, points, body FROM ledger.decision WHERE " + Second, null, 1, 2)]
    [InlineData("INSERT INTO ledger.decision SELECT id, 99, position, model_version, decision, points, body FROM ledger.decision WHERE " + Second, LedgerFaultKind.Inserted, null, null)]
    [InlineData("UPDATE ledger.decision SET position = CASE position WHEN 2 THEN 3 ELSE 2 END WHERE position IN (2, 3)", LedgerFaultKind.Reordered, 1, 2)]
    [InlineData("UPDATE ledger.batch SET committed_at = committed_at - interval '1 day' WHERE number = 2", LedgerFaultKind.Edited, 2, null)]
    [InlineData("UPDATE ledger.batch SET row_hashes = set_byte(row_hashes, 0, get_byte(row_hashes, 0) # 1) WHERE number = 3", LedgerFaultKind.Edited, 3, null)]
    [InlineData("UPDATE ledger.batch SET hash = sha256('another') WHERE number = 2", LedgerFaultKind.Edited, 2, null)]
    [InlineData("UPDATE ledger.chain SET position = position - 1 WHERE batches > 0", LedgerFaultKind.HeadMismatch, 4, null)]
    [InlineData("UPDATE ledger.protected_batch SET codes[1] = codes[2], codes[2] = codes[1] WHERE first = 1", LedgerFaultKind.ProtectedEdited, 1, null)]
    [InlineData("DELETE FROM ledger.protected_batch WHERE first = 1", LedgerFaultKind.ProtectedEdited, 1, null)]
    [InlineData("UPDATE ledger.protected_group SET attributes = replace(attributes, 'g1', 'gX') WHERE attributes LIKE '%g1%'", LedgerFaultKind.ProtectedEdited, 1, null)]
    [InlineData("UPDATE ledger.checkpoint SET content = replace(content, '\"number\":1', '\"number\":1 ') WHERE number = 1", LedgerFaultKind.CheckpointInvalid, null, null)]
    [InlineData("DELETE FROM ledger.checkpoint WHERE number = 2", LedgerFaultKind.CheckpointInvalid, null, null)]
    public async Task Verify_TamperedWith_SaysWhatAndWhere(string tampering, LedgerFaultKind? kind, int? batch, int? position)
    {
        await using var ledger = await WrittenLedger.CreateAsync(postgres);

        await ledger.TamperAsync(tampering);

        var report = await ledger.VerifyAsync();
        Assert.Contains(report.Faults, fault =>
            (kind is null || fault.Kind == kind) && (batch is null || fault.Batch == batch) && (position is null || fault.Position == position));
    }

    [Fact]
    public async Task Verify_EndOfTheChainCutOffConsistently_IsFoundByTheCheckpoints()
    {
        await using var ledger = await WrittenLedger.CreateAsync(postgres);

        await ledger.TamperAsync(
            """
            DELETE FROM ledger.decision WHERE position > 20; DELETE FROM ledger.batch WHERE number > 2; DELETE FROM ledger.protected_batch WHERE first > 20;
            UPDATE ledger.chain c SET batches = 2, position = 20, hash = b.hash FROM ledger.batch b WHERE b.chain = c.chain AND b.number = 2;
            DELETE FROM ledger.checkpoint
            """);

        Assert.Empty((await ledger.VerifyAsync(withCheckpoints: false)).Faults); // The database alone cannot tell.
        Assert.Contains((await ledger.VerifyAsync()).Faults, fault => fault.Message.Contains("rolled back", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_CheckpointMadeMeanwhile_IsNoFault()
    {
        await using var ledger = await WrittenLedger.CreateAsync(postgres);

        var report = await ledger.VerifyAsync(meanwhile: ledger.GoOnAsync);

        Assert.Empty(report.Faults);
        Assert.Equal((1030L, 2L), (report.Decisions, report.Checkpoints));
        var after = await ledger.VerifyAsync();
        Assert.Equal((1040L, 3L), (after.Decisions, after.Checkpoints));
    }

    [Fact]
    public async Task Verify_CopyInTheObjectStoreReplaced_IsFound()
    {
        await using var ledger = await WrittenLedger.CreateAsync(postgres);
        var copy = Directory.GetFiles(ledger.Objects.FullName, "000000000001.json", SearchOption.AllDirectories).Single();

        await File.WriteAllTextAsync(copy, (await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken)).Replace("madeAt", "madeAT", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Contains((await ledger.VerifyAsync()).Faults, fault => fault.Kind == LedgerFaultKind.CheckpointInvalid);
    }

    [Fact]
    public async Task Verify_AfterErasure_FindsNothingAndNothingLeadsToThePerson()
    {
        await using var ledger = await WrittenLedger.CreateAsync(postgres);

        var erasure = await ledger.Host.Get<SubjectStore>().EraseAsync("P-1", "tests", "asked to", CancellationToken.None);

        Assert.Equal(10, erasure!.Decisions);
        Assert.Empty((await ledger.VerifyAsync()).Faults);
        await using var connection = await ledger.Host.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(10, await connection.ExecuteScalarAsync<int>(
            "SELECT count(*) FROM ledger.decision WHERE key IS NULL AND key_id IS NULL AND application IS NULL AND applicant IS NULL"));
        Assert.Null(await ledger.Host.Get<SubjectStore>().EraseAsync("P-1", "tests", "again", CancellationToken.None));
        Assert.Equal(erasure.Id, Assert.Single(await ledger.Host.Get<SubjectStore>().ErasuresAsync("P-1", CancellationToken.None)).Id);
    }

    [Fact]
    public async Task Verify_ClockThatJumpsBothWays_FindsNothing()
    {
        await using var ledger = await WrittenLedger.CreateAsync(postgres);
        foreach (var year in new[] { 2040, 2001, 2026 })
        {
            await ledger.Host.Writer.AppendAsync(SampleDecision.Create($"{year}", new DateTimeOffset(year, 6, 1, 12, 0, 0, TimeSpan.Zero)));
        }

        Assert.Empty((await ledger.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Verify_OnlyFromAnInstantOn_ReadsOnlyWhatWasCommittedSince()
    {
        await using var ledger = await WrittenLedger.CreateAsync(postgres);
        var from = TimeProvider.System.GetUtcNow();
        await ledger.Host.Writer.AppendAsync(SampleDecision.Create("later"));

        var report = await ledger.VerifyAsync(from);

        Assert.Empty(report.Faults);
        Assert.Equal(1, report.Decisions);
    }
}
