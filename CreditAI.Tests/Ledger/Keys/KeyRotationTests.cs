using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Keys;
using CreditAI.Tests.Cli;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.Ledger.Keys;

public sealed class KeyRotationTests(PostgresServer postgres)
{
    private const string NewMaster = "another master key's secret, also for tests";

    [Fact]
    public async Task Rotate_FromTheCommandLine_OnlyTheNewMasterKeyOpensWhatTheOldOneWrapped()
    {
        var database = await postgres.CreateDatabaseAsync();
        Guid id;
        await using (var host = await LedgerHost.StartAsync(database))
        {
            id = (await host.Writer.AppendAsync(SampleDecision.Create("A-1"))).Id;
        }

        using var creditai = new CreditAiProcess();
        creditai.Environment["ConnectionStrings__creditai"] = database;
        creditai.Environment["Keys__Master"] = NewMaster;
        var lost = await creditai.Run("keys", "rotate", "--by", "tests");
        creditai.Environment["Keys__Previous__0"] = LedgerHost.MasterKey;
        var rotated = await creditai.Run("keys", "rotate", "--by", "tests");

        Assert.Equal(1, lost.Code);
        Assert.Contains("Keys__Previous__0", lost.Error, StringComparison.Ordinal);
        Assert.True(rotated.Code == 0, rotated.Error);
        Assert.DoesNotContain(NewMaster, rotated.Output + rotated.Error + lost.Output + lost.Error, StringComparison.Ordinal);
        await using var after = await LedgerHost.StartAsync(database, builder => builder.Configuration["Keys:Master"] = NewMaster);
        Assert.Equal("A-1", (await after.Get<DecisionReader>().FindAsync(id, CancellationToken.None))!.Application!.ApplicationId);
        Assert.Single(await after.Get<DecisionReader>().ListByApplicationAsync("A-1", null, 10, CancellationToken.None));
        await using var connection = await after.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal("keys.rotate", await connection.ExecuteScalarAsync<string>("SELECT action FROM ledger.audit ORDER BY number DESC LIMIT 1"));
    }

    [Fact]
    public async Task Find_MasterKeyIsNotConfigured_SaysWhichIsMissing()
    {
        var database = await postgres.CreateDatabaseAsync();
        Guid id;
        await using (var host = await LedgerHost.StartAsync(database))
        {
            id = (await host.Writer.AppendAsync(SampleDecision.Create("A-1"))).Id;
        }

        var keys = new DataKeys(CreditAI.Ledger.LedgerSetup.OpenDatabase(database, "tests"), new MasterKeys(NewMaster, []), TimeProvider.System);
        var reader = new DecisionReader(CreditAI.Ledger.LedgerSetup.OpenDatabase(database, "tests"), new ApplicantVault(keys), new SubjectIndex(keys));

        var lost = await Assert.ThrowsAsync<LostKeyException>(() => reader.FindAsync(id, CancellationToken.None));
        Assert.Contains(new MasterKeys(LedgerHost.MasterKey, []).CurrentId, lost.Message, StringComparison.Ordinal);
    }
}
