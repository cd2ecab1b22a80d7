using System.Globalization;
using CreditAI.Ledger.Access;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Ledger.Verification;
using CreditAI.Tests.ScoringApi;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.FairnessWorker;

public sealed class VerificationWatchTests(PostgresServer postgres)
{
    [Fact]
    public async Task Watch_LedgerEditedWhileItRuns_CountsTheFaultsUntilItIsAsItWasWritten()
    {
        await using var ledger = await WrittenLedger.CreateAsync(postgres);
        await using var worker = FairnessWorkerHost.Start(ledger.ConnectionString, new Dictionary<string, string?>
        {
            ["Verification:Every"] = "00:00:00.200",
            ["Verification:WholeEvery"] = "00:00:00.200",
            ["Keys:Master"] = LedgerHost.MasterKey,
            ["ConnectionStrings:storage"] = $"Directory={ledger.Objects.FullName}",
        });
        using var client = worker.CreateClient();
        await ScoringApiHost.UntilAsync(async () => await ReadAsync(client, "creditai_verification_decisions_total") >= 1030);
        Assert.Equal(0, await ReadAsync(client, "creditai_verification_faults"));
        await DocumentedMetrics.AssertAsync(client, "creditai_verification_");

        await ledger.TamperAsync("UPDATE ledger.decision SET points = points + 1 WHERE position = 500");
        await ScoringApiHost.UntilAsync(async () => await ReadAsync(client, "creditai_verification_faults") == 1);

        // What no chain of the database tells: the newest checkpoint is gone, here and not from the object store.
        await ledger.TamperAsync("UPDATE ledger.decision SET points = points - 1 WHERE position = 500");
        await ScoringApiHost.UntilAsync(async () => await ReadAsync(client, "creditai_verification_faults") == 0);
        await ledger.TamperAsync("DELETE FROM ledger.checkpoint WHERE number = 2");
        await ScoringApiHost.UntilAsync(async () => await ReadAsync(client, "creditai_verification_faults") > 0);
    }

    [Fact]
    public async Task Watch_AuditLogIsEdited_IsAFault()
    {
        await using var ledger = await WrittenLedger.CreateAsync(postgres);
        await ledger.Host.ApiKeys.CreateAsync(new NewApiKey("the branch", Scope.Decide, null, null, "alice"), TestContext.Current.CancellationToken);
        await using var worker = FairnessWorkerHost.Start(ledger.ConnectionString, new Dictionary<string, string?> { ["Verification:Every"] = "00:00:00.200", ["Verification:WholeEvery"] = "00:00:00.200" });
        using var client = worker.CreateClient();
        await ScoringApiHost.UntilAsync(async () => await ReadAsync(client, "creditai_verification_faults") == 0);

        await ledger.TamperAsync("UPDATE ledger.audit SET actor = 'mallory' WHERE actor = 'alice'");

        await ScoringApiHost.UntilAsync(async () => await ReadAsync(client, "creditai_verification_faults") == 1);
    }

    [Fact]
    public async Task Watch_AnotherReplicaTakesOver_AnswersNoFaultsOfItsOwnAnyMore()
    {
        await using var ledger = await WrittenLedger.CreateAsync(postgres);
        await ledger.TamperAsync("UPDATE ledger.decision SET points = points + 1 WHERE position = 500");
        await using var worker = FairnessWorkerHost.Start(ledger.ConnectionString, new Dictionary<string, string?> { ["Verification:Every"] = "00:00:00.200" });
        using var client = worker.CreateClient();
        await ScoringApiHost.UntilAsync(async () => await ReadAsync(client, "creditai_verification_faults") == 1);

        await ledger.TamperAsync("UPDATE fairness.lease SET holder = gen_random_uuid(), until = clock_timestamp() + interval '1 hour'");

        await ScoringApiHost.UntilAsync(async () => await ReadAsync(client, "creditai_verification_faults") is null);
    }

    [Fact]
    public async Task Watch_LedgerOfWhichNothingIsSignedYet_IsVerifiedByTheDatabaseAlone()
    {
        var objects = Directory.CreateTempSubdirectory("creditai-ledger-");
        await using (var worker = FairnessWorkerHost.Start(await postgres.CreateDatabaseAsync(), new Dictionary<string, string?>
        {
            ["Verification:Every"] = "00:00:00.200",
            ["Keys:Master"] = LedgerHost.MasterKey,
            ["ConnectionStrings:storage"] = $"Directory={objects.FullName}",
        }))
        {
            using var client = worker.CreateClient();
            await ScoringApiHost.UntilAsync(async () => await ReadAsync(client, "creditai_verification_faults") == 0);
        }

        objects.Delete(recursive: true);
    }

    private static async Task<double?> ReadAsync(HttpClient client, string metric)
    {
        var line = (await client.GetStringAsync("/metrics")).Split('\n').FirstOrDefault(line => line.StartsWith(metric + "{", StringComparison.Ordinal) || line.StartsWith(metric + " ", StringComparison.Ordinal));
        return line is null ? null : double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
