using System.Security.Cryptography;
using System.Text.Json;
using CreditAI.Backups.Drills;
using CreditAI.Backups.Roles;
using CreditAI.Ledger.Checkpoints;
using CreditAI.Ledger.Drills;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Schema;
using CreditAI.Tests.Backups;
using CreditAI.Tests.FairnessWorker;
using Npgsql;

namespace CreditAI.Tests.BackupWorker;

[Collection(BackupRig.OneAtATime)]
public sealed class BackupWorkerTests : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"creditai-worker-{Environment.ProcessId}-{Path.GetRandomFileName()}");

    [Fact]
    public async Task Worker_LeftAlone_BacksUpDrillsEachRegionAndSignsTheReports()
    {
        await using var cluster = await TestCluster.NewAsync(18, Path.Combine(_root, "primary"));
        await cluster.ExecuteAsync("CREATE DATABASE creditai");
        await using var database = NpgsqlDataSource.Create(cluster.Admin("creditai"));
        await LedgerSchema.EnsureAsync(database, TimeProvider.System, TestContext.Current.CancellationToken);
        await BackupRole.EnsureAsync(database, BackupRole.DefaultName, TestCluster.BackupPassword, TestContext.Current.CancellationToken);
        var keys = new DataKeys(database, new MasterKeys(BackupRig.Master, []), TimeProvider.System);
        var pem = await new SigningKey(keys).PublicPemAsync(TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(_root, "storage", "models"));
        await File.WriteAllTextAsync(Path.Combine(_root, "storage", "models", "one.json"), "{}", TestContext.Current.CancellationToken);

        await using var worker = BackupWorkerHost.Start(Settings(cluster));
        var drills = new DrillStore(database);
        IReadOnlyList<DrillOutcome> outcomes = [];
        for (var attempt = 0; attempt < 600 && outcomes.Count < 2; attempt++)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            outcomes = await drills.LatestAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(["north", "south"], outcomes.Select(outcome => outcome.Region));
        Assert.All(outcomes, outcome => Assert.Empty(outcome.Failures));
        using var client = new HttpClient { BaseAddress = worker.ClientOptions.BaseAddress };
        await DocumentedMetrics.AssertSectionAsync(client, "Backup worker");
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        foreach (var report in Directory.GetFiles(Path.Combine(_root, "north"), "*.json", SearchOption.AllDirectories))
        {
            var signed = JsonSerializer.Deserialize<SignedReport>(await File.ReadAllBytesAsync(report, TestContext.Current.CancellationToken), JsonSerializerOptions.Web)!;
            Assert.True(signed.IsSignedBy(key));
            Assert.False((signed with { Content = signed.Content.Replace("true", "false", StringComparison.Ordinal) }).IsSignedBy(key));
        }

        Assert.Contains(Directory.GetFiles(Path.Combine(_root, "south"), "*", SearchOption.AllDirectories), path => path.Contains("/object-lists/", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(_root, "drill")) && Directory.EnumerateFileSystemEntries(Path.Combine(_root, "drill")).Any());
    }

    public void Dispose()
    {
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    private Dictionary<string, string> Settings(TestCluster cluster) => new()
    {
        ["ConnectionStrings:backup"] = cluster.Backup.Replace("Database=postgres", "Database=creditai", StringComparison.Ordinal),
        ["ConnectionStrings:storage"] = $"Directory={Path.Combine(_root, "storage")}",
        ["Backup:Regions:north"] = $"Directory={Path.Combine(_root, "north")}",
        ["Backup:Regions:south"] = $"Directory={Path.Combine(_root, "south")}",
        ["Backup:MebibytesPerSecond"] = "0",
        ["Backup:WalSeconds"] = "1",
        ["Backup:Drill"] = "0/2 * * * * ?",
        ["Keys:Master"] = BackupRig.Master,
        ["Drill:Binaries"] = TestCluster.Binaries(18),
        ["Drill:Directory"] = Path.Combine(_root, "drill"),
    };
}
