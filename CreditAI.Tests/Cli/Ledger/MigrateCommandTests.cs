using CreditAI.Tests.Servers;
using Npgsql;

namespace CreditAI.Tests.Cli.Ledger;

public sealed class MigrateCommandTests(PostgresServer postgres)
{
    /// <summary>At a first start everything starts at once, and on a small machine a connection takes its time.</summary>
    [Fact]
    public async Task Migrate_AConnectionTakesFiveSeconds_WaitsForIt()
    {
        var migrated = await MigrateAsync(TimeSpan.FromSeconds(5), "");

        Assert.True(migrated.Code == 0, migrated.Error);
    }

    [Fact]
    public async Task Migrate_ServerDoesNotAnswerInTime_SaysSoAndWhatToDo()
    {
        var (code, _, error) = await MigrateAsync(TimeSpan.FromMinutes(1), ";Timeout=2");

        Assert.Equal(1, code);
        Assert.Contains("The database did not answer in time", error, StringComparison.Ordinal);
        Assert.Contains("Timeout", error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> MigrateAsync(TimeSpan delay, string settings)
    {
        var database = new NpgsqlConnectionStringBuilder(await postgres.CreateEmptyDatabaseAsync());
        await using var relay = new SlowRelay(database.Port, delay);
        database.Port = relay.Port;
        using var creditai = new CreditAiProcess();
        creditai.Environment["ConnectionStrings__creditai"] = database.ConnectionString + settings;
        return await creditai.Run("ledger", "migrate");
    }
}
