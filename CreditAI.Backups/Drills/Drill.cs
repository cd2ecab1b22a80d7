using System.Globalization;
using System.Security.Cryptography;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Restoring;
using CreditAI.Backups.Telemetry;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Checkpoints;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Backups.Drills;

/// <summary>
/// Proves that a region restores: its newest backup, by itself, into a server that nobody else reaches, recovered to a point that is drawn by
/// lot, and looked at. Everything is torn down again; the signed report stays in the regions.
/// </summary>
internal sealed class Drill(
    RegionSet regions, MasterKeys masters, DrillOptions options, string fetchCommand, IReadOnlyDictionary<string, string> environment, string? originalServer, IObjectStore? objects,
    TimeProvider time, ILogger<Drill> log)
{
    public const string ReportName = "drills";

    private const string RegionVariable = "Backup__Regions__";

    // A page's header and that of a record: with less, no record begins in the segment.
    private const ulong MostOfAHeader = 256;

    private readonly string _id = RandomNumberGenerator.GetHexString(6, lowercase: true);

    /// <param name="cluster">System identifier.</param>
    /// <param name="region">The region to restore from, alone.</param>
    /// <param name="seed">Draws the point in time.</param>
    public async Task<DrillReport> RunAsync(string cluster, Region region, int seed, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var checks = new List<DrillCheck>();
        var draft = new DrillReport(
            string.Create(CultureInfo.InvariantCulture, $"{started:yyyyMMdd'T'HHmmss'Z'}-{region.Name}-{_id}"), cluster, region.Name, null, null, started, started, null, null, checks);
        SignedReport? signed = null;
        try
        {
            draft = draft with { DataLoss = await MeasureLossAsync(cluster, region, checks, cancellationToken) };
            using var directory = DrillDirectory.Make(options.Directory, _id);
            (draft, signed) = await RestoreAsync(draft, region, directory.DataDirectory, seed, checks, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            checks.Add(new DrillCheck("restore", false, exception.Message));
        }

        draft = draft with { EndedAt = time.GetUtcNow() };
        BackupLog.Drilled(log, draft.Id, draft.Passed ? "passed" : "FAILED", string.Join("; ", checks.Where(check => check.Holds == false).Select(check => check.Finding)));
        await StoreAsync(draft, signed, cancellationToken);
        return draft;
    }

    private async Task<(DrillReport Draft, SignedReport? Signed)> RestoreAsync(
        DrillReport draft, Region region, string dataDirectory, int seed, List<DrillCheck> checks, CancellationToken cancellationToken)
    {
        var binaries = options.Binaries ?? throw new BackupException("No PostgreSQL is at hand to restore into: set Drill:Binaries to the directory of its programs.");
        var alone = new RegionSet([region]);
        var (target, backupId) = await DrawAsync(alone, draft.Cluster, seed, cancellationToken);
        var began = time.GetTimestamp();
        var restored = await new Restorer(alone, masters, time).RestoreAsync(
            new RestoreOptions { Directory = dataDirectory, RestoreCommand = fetchCommand, Target = target with { BackupId = backupId }, Cluster = draft.Cluster },
            cancellationToken);
        draft = draft with { BackupId = restored.Manifest.Id, Target = target.Lsn?.ToString() ?? "the end of the archive" };

        // The name of a socket may have no more than about a hundred characters.
        await using var server = IsolatedServer.Start(binaries, dataDirectory, Path.Combine(Path.GetTempPath(), $"cad-{_id}"), Alone(region));
        await server.UntilOpenAsync(options.Superuser, options.LongestRestore * 2, time, cancellationToken);
        draft = draft with { RecoveryTime = time.GetElapsedTime(began) };
        checks.Add(new DrillCheck("RTO", draft.RecoveryTime <= options.LongestRestore, string.Create(
            CultureInfo.InvariantCulture, $"{draft.RecoveryTime.Value.TotalSeconds:F1} s for {restored.Bytes / 1048576.0:N0} MiB; {options.LongestRestore.TotalSeconds:F0} s are allowed")));
        return (draft, await CheckAsync(draft, server, checks, cancellationToken));
    }

    private async Task<SignedReport?> CheckAsync(DrillReport draft, IsolatedServer server, List<DrillCheck> checks, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString(options.Superuser, options.Database));
        await using var original = originalServer is null ? null : NpgsqlDataSource.Create(originalServer);
        var keys = new DataKeys(database, masters, time);
        checks.AddRange(await new LedgerChecks(database, original, keys, objects, time).RunAsync(cancellationToken));
        try
        {
            var (keyId, key) = await new SigningKey(keys).OpenAsync(cancellationToken);
            using (key)
            {
                return SignedReport.Sign(draft with { EndedAt = time.GetUtcNow() }, keyId, key);
            }
        }
        catch (Exception exception) when (exception is LostKeyException or PostgresException)
        {
            checks.Add(new DrillCheck("signature", null, $"the restored ledger's signing key cannot be had: {exception.Message}"));
            return null;
        }
    }

    /// <summary>How long it takes until what is committed now is in the region.</summary>
    private async Task<TimeSpan?> MeasureLossAsync(string cluster, Region region, List<DrillCheck> checks, CancellationToken cancellationToken)
    {
        if (originalServer is null)
        {
            checks.Add(new DrillCheck("RPO", null, "the original server was not asked"));
            return null;
        }

        await using var server = new ClusterServer(originalServer);
        var state = await server.StateAsync("", cancellationToken);
        var history = await server.HistoryAsync(state.Timeline, cancellationToken);
        NpgsqlLogSequenceNumber committed;
        await using (var connection = await server.OpenAsync(cancellationToken))
        await using (var command = new NpgsqlCommand("SELECT pg_current_wal_flush_lsn()", connection))
        {
            committed = (NpgsqlLogSequenceNumber)(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        var archive = new WalArchive(new RegionSet([region]), masters, cluster);
        var began = time.GetTimestamp();
        var from = WalSegment.Of(state.Timeline, committed, state.Identity.WalSegmentSize).Start;
        while (time.GetElapsedTime(began) <= options.LongestLoss)
        {
            if ((await archive.CatalogAsync(state.Identity.WalSegmentSize, cancellationToken)).Reach(from, history, state.Identity.WalSegmentSize) >= committed)
            {
                var loss = time.GetElapsedTime(began);
                checks.Add(new DrillCheck("RPO", true, string.Create(CultureInfo.InvariantCulture, $"what was committed up to {committed} was in the region {loss.TotalSeconds:F1} s later; {options.LongestLoss.TotalSeconds:F0} s are allowed")));
                return loss;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancellationToken);
        }

        checks.Add(new DrillCheck("RPO", false, string.Create(CultureInfo.InvariantCulture, $"what was committed up to {committed} was not in the region after {options.LongestLoss.TotalSeconds:F0} s")));
        return null;
    }

    /// <summary>A position between the newest backup's end and the last whole segment: there is WAL after it, so the server can stop there.</summary>
    private async Task<(RestoreTarget Target, string? BackupId)> DrawAsync(RegionSet alone, string cluster, int seed, CancellationToken cancellationToken)
    {
        var backups = await new BackupCatalog(alone, masters).ListAsync(cluster, cancellationToken);
        var newest = backups.Select(backup => backup.Manifest).OfType<BackupManifest>().MaxBy(manifest => manifest.StoppedAt)
            ?? throw new BackupException("The region has no finished backup.");
        var size = newest.Server.WalSegmentSize;
        var wal = await new WalArchive(alone, masters, cluster).CatalogAsync(size, cancellationToken);
        var reach = (ulong)wal.Reach(newest.StartLsn, wal.HistoryOf(Math.Max(newest.Timeline, wal.NewestTimeline)), size);
        var lastWhole = reach / (ulong)size * (ulong)size;
        if (reach < lastWhole + MostOfAHeader)
        {
            lastWhole -= Math.Min((ulong)size, lastWhole); // Nothing is written after it yet, and its own end may be empty.
        }

        return lastWhole <= (ulong)newest.StopLsn
            ? (new RestoreTarget(IsLatest: true), newest.Id)
            : (new RestoreTarget(Lsn: new NpgsqlLogSequenceNumber((ulong)newest.StopLsn + (ulong)new Random(seed).NextInt64((long)(lastWhole - (ulong)newest.StopLsn)))), newest.Id);
    }

    private async Task StoreAsync(DrillReport report, SignedReport? signed, CancellationToken cancellationToken)
    {
        var content = signed?.ToUtf8Json() ?? BackupJson.Write(report);
        foreach (var region in regions.All)
        {
            try
            {
                await region.WriteAsync($"{BackupKeys.Cluster(report.Cluster)}{ReportName}/{report.Id}.json", content, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                BackupLog.RegionFailed(log, region.Name, exception.Message);
            }
        }
    }

    /// <summary>The environment with no region but one: the server that is restored must not help itself elsewhere.</summary>
    private Dictionary<string, string> Alone(Region region) => environment
        .Where(variable => !variable.Key.StartsWith(RegionVariable, StringComparison.OrdinalIgnoreCase) || variable.Key.Equals(RegionVariable + region.Name, StringComparison.OrdinalIgnoreCase))
        .ToDictionary();
}
