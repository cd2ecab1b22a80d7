using CreditAI.Backups.Base;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Restoring;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditAI.Tests.Backups;

/// <summary>A server whose WAL is received into two regions, and which is backed up and restored.</summary>
internal sealed class BackupRig : IAsyncDisposable
{
    /// <summary>The collection of tests that start several servers each: two of them at once would starve the tests beside them.</summary>
    public const string OneAtATime = "backup servers";

    public const string Master = "test-only-master-key-of-32-characters-and-more";

    private readonly string _root;
    private CancellationTokenSource _stop = new();
    private Task _receiving = Task.CompletedTask;
    private int _restored;

    private BackupRig(string root, TestCluster cluster)
    {
        _root = root;
        Cluster = cluster;
        Regions = new RegionSet([Region("north"), Region("south")]);
    }

    public TestCluster Cluster { get; set; }

    public RegionSet Regions { get; set; }

    public MasterKeys Keys { get; set; } = new(Master, []);

    public WalProgress Wal { get; } = new();

    public BaseBackupOptions Options { get; set; } = new() { BytesPerSecond = 0, PieceSize = 4 * 1024 * 1024, WalPatience = TimeSpan.FromSeconds(30) };

    public static async Task<BackupRig> StartAsync(int version = 18, bool checksums = true, params string[] settings)
    {
        var root = Path.Combine(Path.GetTempPath(), $"creditai-backup-{System.Environment.ProcessId}-{Path.GetRandomFileName()}");
        var rig = new BackupRig(root, await TestCluster.NewAsync(version, Path.Combine(root, "primary"), checksums, settings));
        rig.Receive();
        return rig;
    }

    public string PathOf(string name) => Path.Combine(_root, name);

    public Region Region(string name) => new(name, ObjectStoreFactory.Open($"Directory={PathOf(name)}"));

    /// <summary>Receives WAL until <see cref="StopReceivingAsync"/>.</summary>
    public void Receive(TimeSpan? interval = null)
    {
        var receiver = new WalReceiver(
            Cluster.Backup, identifier => new WalArchive(Regions, Keys, identifier), new WalReceiverOptions(null, interval ?? TimeSpan.FromMilliseconds(300)), Wal,
            TimeProvider.System, NullLogger<WalReceiver>.Instance);
        _receiving = Task.Run(() => receiver.RunAsync(_stop.Token));
    }

    /// <summary>Another server is the primary from now on.</summary>
    public async Task MoveToAsync(TestCluster cluster)
    {
        await StopReceivingAsync();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        Cluster = cluster;
        Receive();
    }

    public async Task StopReceivingAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
    }

    public async Task<BackupManifest> TakeAsync(BackupKind kind = BackupKind.Full, bool withoutSummaries = false)
    {
        await UntilReceivingAsync();
        await using var server = new ClusterServer(Cluster.Backup);
        try
        {
            return await new BaseBackup(server, Regions, Keys, Options, null, TimeProvider.System, NullLogger<BaseBackup>.Instance)
                .TakeAsync(new BackupRequest(kind, withoutSummaries), TestContext.Current.CancellationToken);
        }
        catch (CreditAI.Backups.BackupException exception)
        {
            throw new CreditAI.Backups.BackupException($"{exception.Message} ({Wal.Current})", exception);
        }
    }

    /// <summary>Waits until everything that is committed now is in a region.</summary>
    public async Task ArchiveAsync()
    {
        var lsn = NpgsqlTypes.NpgsqlLogSequenceNumber.Parse(await Cluster.ScalarAsync<string>("SELECT pg_current_wal_flush_lsn()::text"));
        await UntilAsync(() => Wal.Current.Durable >= lsn);
    }

    /// <summary>Restores into a new directory and starts a server on it, which recovers.</summary>
    public async Task<TestCluster> RestoreAsync(RestoreTarget? target = null, string? region = null)
    {
        var (directory, _) = await RestoreFilesAsync(target, region);
        var restored = On(directory);
        await restored.StartAsync();
        return restored;
    }

    public async Task<(string Directory, RestoreResult Result)> RestoreFilesAsync(RestoreTarget? target = null, string? region = null, string? directory = null, bool follow = false)
    {
        directory ??= PathOf($"restored-{++_restored}");
        var result = await new Restorer(Regions.Preferring(region), Keys, TimeProvider.System).RestoreAsync(
            new RestoreOptions { Directory = directory, RestoreCommand = $"\"{Path.Combine(AppContext.BaseDirectory, "creditai")}\" wal-fetch %f %p", Target = target ?? new RestoreTarget(IsLatest: true), FollowedPrimary = follow ? Cluster.Backup : null },
            TestContext.Current.CancellationToken);
        return (directory, result);
    }

    public TestCluster On(string directory) => TestCluster.On(Cluster.Version, directory, Environment);

    /// <summary>What a restored server and the command line need.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["Backup__Regions__north"] = $"Directory={PathOf("north")}",
        ["Backup__Regions__south"] = $"Directory={PathOf("south")}",
        ["Keys__Master"] = Master,
    };

    public async Task UntilReceivingAsync()
    {
        try
        {
            await UntilAsync(() => Wal.Current.IsReceiving);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"WAL is not received: {Wal.Current}");
        }
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(20, timeout.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopReceivingAsync();
        await Cluster.DisposeAsync();
        _stop.Dispose();
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }
}
