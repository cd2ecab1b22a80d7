using System.Globalization;
using CreditAI.Backups.Base;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Restoring;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CreditAI.Benchmarks.Backups;

/// <summary>One server, backed up and restored in every way that is measured.</summary>
internal sealed class BackupRun(string binaries, double gibibytes, int rounds, TimeProvider time) : IAsyncDisposable
{
    private const string Master = "benchmark-only-master-key-of-32-characters";
    private const int RowsPerGibibyte = 3_600_000;

    private readonly string _root = Path.Combine(Path.GetTempPath(), $"creditai-bench-{Environment.ProcessId}");
    private readonly MasterKeys _keys = new(Master, []);
    private readonly WalProgress _wal = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(string Name, string Measured, string Target, bool? IsMet)> _figures = [];
    private BenchServer? _server;
    private Task _receiving = Task.CompletedTask;

    private RegionSet Regions => new([new Region("north", ObjectStoreFactory.Open($"Directory={Path.Combine(_root, "north")}"))]);

    private BenchServer Server => _server!;

    public async Task<List<(string Name, string Measured, string Target, bool? IsMet)>> MeasureAsync()
    {
        Directory.CreateDirectory(_root);
        _server = new BenchServer(binaries, Path.Combine(_root, "primary"));
        await Server.InitializeAsync();
        Told("filling the database");
        await Server.ExecuteAsync("CREATE TABLE t (id bigint, text text, n int) WITH (fillfactor = 90)");
        await Server.ExecuteAsync($"INSERT INTO t SELECT n, md5(n::text) || md5((n * 7)::text) || md5((n * 13)::text) || repeat(chr(65 + n % 26), 120), n FROM generate_series(1, {(long)(gibibytes * RowsPerGibibyte)}) n");
        await Server.ExecuteAsync("CREATE INDEX ON t (id)");
        await Server.ExecuteAsync("VACUUM ANALYZE t");
        await Server.ExecuteAsync("CHECKPOINT");
        _receiving = Task.Run(() => new WalReceiver(
            Server.Backup, cluster => new WalArchive(Regions, _keys, cluster), new WalReceiverOptions(null, TimeSpan.FromSeconds(20)), _wal, time, NullLogger<WalReceiver>.Instance).RunAsync(_stop.Token));
        while (!_wal.Current.IsReceiving)
        {
            await Task.Delay(50);
        }

        var full = await FullAsync();
        await IncrementAsync(full);
        await RestoreAsync();
        await LoadAsync();
        await LossAsync();
        return _figures;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
        _stop.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    private async Task<(BackupManifest Manifest, double Seconds)> FullAsync()
    {
        var program = Path.Combine(binaries, "pg_basebackup");
        var (ours, theirs) = (new List<double>(), new List<double>());
        var manifest = await TakeAsync(BackupKind.Full);
        for (var round = 0; round < rounds; round++)
        {
            Told($"full backup, round {round + 1}");
            ours.Add(await SecondsAsync(async () => manifest = await TakeAsync(BackupKind.Full)));
            if (File.Exists(program))
            {
                var peer = Path.Combine(_root, "peer");
                theirs.Add(await SecondsAsync(() => BenchServer.RunAsync(program, "-h", "127.0.0.1", "-p", $"{Server.Port}", "-U", "postgres", "-D", peer, "-Ft", "-X", "none", "-c", "fast", "--compress=client-zstd:1", "--no-sync")));
                Directory.Delete(peer, recursive: true);
            }
        }

        var bytes = manifest.ClusterBytes / 1048576.0;
        if (theirs.Count > 0)
        {
            Add("full backup, compressed (zstd 1) and encrypted, beside pg_basebackup", $"{bytes / Median(ours):F0} MiB/s beside {bytes / Median(theirs):F0}: {Median(theirs) / Median(ours):F2}", "≥ 0.6", Median(theirs) / Median(ours) >= 0.6);
        }
        else
        {
            Add("full backup, compressed (zstd 1) and encrypted", $"{bytes / Median(ours):F0} MiB/s; no pg_basebackup beside it", "≥ 0.6 × pg_basebackup", null);
        }

        return (manifest, Median(ours));
    }

    private async Task IncrementAsync((BackupManifest Manifest, double Seconds) full)
    {
        await Server.ExecuteAsync("UPDATE t SET n = n + 1 WHERE ctid IN (SELECT min(ctid) FROM t WHERE (ctid::text::point)[0]::bigint % 100 = 7 GROUP BY (ctid::text::point)[0])");
        var summarizes = await Server.ScalarAsync<int>("SELECT current_setting('server_version_num')::int") >= 170000;
        foreach (var headers in summarizes ? new[] { false, true } : [true])
        {
            BackupManifest? taken = null;
            var seconds = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                Told($"differential backup, round {round + 1}");
                seconds.Add(await SecondsAsync(async () => taken = await TakeAsync(BackupKind.Differential, headers)));
            }

            var (size, share, limit) = ((double)taken!.StoredBytes / full.Manifest.StoredBytes, Median(seconds) / full.Seconds, headers ? 0.5 : 0.25);
            var way = taken.Changes == ChangeSource.HeaderScan ? "header scan" : "WAL summaries";
            Add($"increment after 1 % of pages changed, {way}: size", string.Create(CultureInfo.InvariantCulture, $"{size:P1} of the full one's ({taken.RawBytes / 1048576.0:F1} MiB read)"), "≤ 3 %", size <= 0.03);
            Add($"increment after 1 % of pages changed, {way}: time", string.Create(CultureInfo.InvariantCulture, $"{share:P0} of the full one's ({Median(seconds):F2} s)"), $"≤ {limit:P0}", share <= limit);
        }
    }

    private async Task RestoreAsync()
    {
        // Recovery has something to do: as much WAL as an hour of decisions leaves.
        await Server.ExecuteAsync("INSERT INTO t SELECT n, md5(n::text), n FROM generate_series(1, 300000) n");
        var lsn = await ArchivedAsync();
        Export();
        var (ours, theirs, files) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            Told($"restoring, round {round + 1}");
            ours.Add(await SecondsAsync(async () =>
            {
                files.Add(await SecondsAsync(() => RestoreToAsync("restored")));
                await RecoverAsync("restored");
            }));
            Directory.Delete(Path.Combine(_root, "restored"), recursive: true);

            // The same bytes copied, with the same recovery from the same archive.
            await RestoreToAsync("original");
            theirs.Add(await SecondsAsync(async () =>
            {
                await BenchServer.RunAsync("cp", "-a", Path.Combine(_root, "original"), Path.Combine(_root, "copy"));
                await RecoverAsync("copy");
            }));
            Directory.Delete(Path.Combine(_root, "copy"), recursive: true);
            Directory.Delete(Path.Combine(_root, "original"), recursive: true);
        }

        var ratio = Median(ours) / Median(theirs);
        Add("RTO: restored and ready at the target", string.Create(CultureInfo.InvariantCulture, $"{Median(ours):F1} s ({Median(files):F1} s files) to {lsn}; cp and the same recovery {Median(theirs):F1} s: {ratio:F2}"), "≤ 1.5 × cp, 10 GB ≤ 300 s", ratio <= 1.5 && Median(ours) <= 300 * Math.Max(1, gibibytes / 9.3));
    }

    private async Task LoadAsync()
    {
        var (without, with) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            Told($"load, round {round + 1}");

            // A backup begins with a checkpoint, as servers make every few minutes; what it costs is not the backup's.
            await Server.ExecuteAsync("CHECKPOINT");
            without.Add(await CommitsPerSecondAsync(TimeSpan.FromSeconds(6), CancellationToken.None));
            using var stop = new CancellationTokenSource();
            var backup = TakeAsync(BackupKind.Full, limited: true, cancellationToken: stop.Token);
            await Task.Delay(500);
            with.Add(await CommitsPerSecondAsync(TimeSpan.FromSeconds(6), CancellationToken.None));
            var wasRunning = !backup.IsCompleted;
            await stop.CancelAsync();
            await ((Task)backup).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!wasRunning)
            {
                Told("the backup ended before the load did: take a larger --gib");
            }
        }

        Add("commits during a backup at the default rate limit", string.Create(CultureInfo.InvariantCulture, $"{Median(with):F0} of {Median(without):F0} per second: {Median(with) / Median(without):F2}"), "≥ 0.9", Median(with) / Median(without) >= 0.9);
    }

    /// <summary>Server and worker are killed under load; what was acknowledged and is not in the archive is lost.</summary>
    private async Task LossAsync()
    {
        await Server.ExecuteAsync("CREATE TABLE acknowledged (at timestamptz)");
        await TakeAsync(BackupKind.Differential, withoutSummaries: true);
        var last = DateTimeOffset.MinValue;
        using (var stop = new CancellationTokenSource(TimeSpan.FromSeconds(25)))
        {
            await using var connection = new NpgsqlConnection(Server.Admin);
            await connection.OpenAsync();
            while (!stop.IsCancellationRequested)
            {
                await using var command = new NpgsqlCommand("INSERT INTO acknowledged VALUES (clock_timestamp()) RETURNING at", connection);
                last = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync())!, TimeSpan.Zero);
            }
        }

        await Server.StopAsync("KILL");
        await _stop.CancelAsync();
        await _receiving;
        await RestoreToAsync("restored");
        await using var server = new BenchServer(binaries, Path.Combine(_root, "restored"));
        await server.StartAsync();
        var kept = new DateTimeOffset(await server.ScalarAsync<DateTime>("SELECT max(at) FROM acknowledged"), TimeSpan.Zero);
        Add("RPO: server and worker killed under load", string.Create(CultureInfo.InvariantCulture, $"{(last - kept).TotalSeconds:F1} s of acknowledged commits are lost"), "≤ 60 s", (last - kept).TotalSeconds <= 60);
    }

    private Task<RestoreResult> RestoreToAsync(string name) => new Restorer(Regions, _keys, time).RestoreAsync(
        new RestoreOptions { Directory = Path.Combine(_root, name), RestoreCommand = Fetch, Target = new RestoreTarget(IsLatest: true) }, CancellationToken.None);

    private async Task RecoverAsync(string name)
    {
        await using var server = new BenchServer(binaries, Path.Combine(_root, name));
        await server.StartAsync();
    }

    private async Task<double> CommitsPerSecondAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        long commits = 0;
        var began = time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(client => Task.Run(
            async () =>
            {
                var random = new Random(client);
                await using var connection = new NpgsqlConnection(Server.Admin);
                await connection.OpenAsync(cancellationToken);
                while (time.GetElapsedTime(began) < span)
                {
                    await using var command = new NpgsqlCommand("UPDATE t SET n = n + 1 WHERE id = $1", connection) { Parameters = { new() { Value = random.NextInt64(1, (long)(gibibytes * RowsPerGibibyte)) } } };
                    await command.ExecuteNonQueryAsync(cancellationToken);
                    Interlocked.Increment(ref commits);
                }
            },
            cancellationToken)));
        return commits / time.GetElapsedTime(began).TotalSeconds;
    }

    private async Task<BackupManifest> TakeAsync(BackupKind kind, bool withoutSummaries = false, bool limited = false, CancellationToken cancellationToken = default)
    {
        await using var server = new ClusterServer(Server.Backup);
        var options = limited ? new BaseBackupOptions() : new BaseBackupOptions { BytesPerSecond = 0 };
        return await new BaseBackup(server, Regions, _keys, options, null, time, NullLogger<BaseBackup>.Instance).TakeAsync(new BackupRequest(kind, withoutSummaries), cancellationToken);
    }

    private async Task<string> ArchivedAsync()
    {
        await Server.ExecuteAsync("SELECT pg_switch_wal()");
        var lsn = await Server.ScalarAsync<string>("SELECT pg_current_wal_flush_lsn()::text");
        while (_wal.Current.Durable < NpgsqlTypes.NpgsqlLogSequenceNumber.Parse(lsn))
        {
            await Task.Delay(50);
        }

        return lsn;
    }

    private static string Fetch => $"\"{Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "CreditAI.Cli", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "creditai"))}\" wal-fetch %f %p";

    // The servers that are started inherit it, and their restore_command with them.
    private void Export()
    {
        Environment.SetEnvironmentVariable("Backup__Regions__north", $"Directory={Path.Combine(_root, "north")}");
        Environment.SetEnvironmentVariable("Keys__Master", Master);
    }

    private async Task<double> SecondsAsync(Func<Task> work)
    {
        var began = time.GetTimestamp();
        await work();
        return time.GetElapsedTime(began).TotalSeconds;
    }

    private void Add(string name, string measured, string target, bool? isMet)
    {
        Told($"{name}: {measured} {target}");
        _figures.Add((name, measured, target, isMet));
    }

    private static void Told(string text) => Console.Error.WriteLine(text);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
