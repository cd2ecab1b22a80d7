using System.Globalization;
using System.Security.Cryptography;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Pieces;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Telemetry;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Keys;
using Microsoft.Extensions.Logging;

namespace CreditAI.Backups.Base;

/// <summary>
/// Takes base backups by the server's low-level API over ordinary connections: pg_backup_start, the contents of the files,
/// pg_backup_stop, and the WAL between. A backup counts when its manifest is written, which is last.
/// </summary>
internal sealed class BaseBackup(
    ClusterServer server, RegionSet regions, MasterKeys masters, BaseBackupOptions options, string? configuredSlot, TimeProvider time, ILogger<BaseBackup> log)
{
    private const string ControlFile = "global/pg_control";

    private readonly BackupCatalog _catalog = new(regions, masters);

    /// <exception cref="BackupException">It cannot be taken.</exception>
    /// <exception cref="RegionsUnreachableException">No region takes it.</exception>
    public async Task<BackupManifest> TakeAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        var run = await BeginAsync(cancellationToken);
        var (earlier, reason) = await ChooseAsync(request.Kind, run, cancellationToken);
        var began = time.GetTimestamp();
        await using var session = await BackupSession.StartAsync(server, $"CreditAI {run.StartedAt:O}", cancellationToken);
        var walked = await server.WalkAsync(run.State.LogDirectory, cancellationToken);
        var databases = DatabasesOf(walked, await server.DatabaseXminsAsync(cancellationToken));
        (var summaries, earlier, reason) = await ChangesAsync(request, run, session, earlier, reason, cancellationToken);
        if (reason is not null && request.Kind != BackupKind.Full)
        {
            BackupLog.FullInstead(log, request.Kind.ToString(), reason);
        }

        var planner = earlier is null ? null : new ChangePlanner(earlier.Manifest, await _catalog.FilesAsync(earlier.Manifest, cancellationToken), databases, summaries);
        var kind = earlier is null ? BackupKind.Full : request.Kind;
        var id = string.Create(
            CultureInfo.InvariantCulture, $"{run.StartedAt:yyyyMMdd'T'HHmmssfff'Z'}-{kind.ToString().ToLowerInvariant()}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");
        BackupLog.BackupBegan(log, id);
        var contents = await CopyAsync(run, session, id, walked, planner, cancellationToken);
        var manifest = new BackupManifest
        {
            Id = id,
            Kind = kind,
            FullReason = request.Kind == BackupKind.Full ? null : reason,
            Server = run.State.Identity,
            Timeline = run.State.Timeline,
            StartLsn = session.Start,
            StopLsn = contents.Stop,
            StartedAt = run.StartedAt,
            StoppedAt = time.GetUtcNow(),
            Chain = earlier?.Chain ?? [],
            Changes = earlier is null ? ChangeSource.None : summaries is null ? ChangeSource.HeaderScan : ChangeSource.WalSummaries,
            BackupLabel = contents.Label,
            TablespaceMap = contents.TablespaceMap,
            Tablespaces = await server.TablespacesAsync(cancellationToken),
            Databases = databases,
            Settings = await server.SettingsAsync(cancellationToken),
            Pieces = contents.Pieces,
            Files = contents.Files,
            FileCount = contents.Entries.Count,
            ClusterBytes = contents.Entries.Sum(entry => entry.Size),
            DamagedPages = contents.DamagedPages,
        };
        await regions.PutAsync(PieceWriter.Of(BackupKeys.Manifest(run.SystemIdentifier, id), BackupJson.Write(manifest), masters, options.Compression), cancellationToken);
        BackupLog.BackupComplete(log, id, manifest.FileCount, manifest.RawBytes, manifest.StoredBytes, time.GetElapsedTime(began).TotalSeconds);
        return manifest;
    }

    private async Task<BackupRun> BeginAsync(CancellationToken cancellationToken)
    {
        await using var connection = await server.OpenAsync(cancellationToken);
        var slot = await ReplicationSlot.FindAsync(connection, configuredSlot, cancellationToken)
            ?? throw new BackupException("There is no replication slot of the WAL archive, and a backup without its WAL is worth nothing. The backup worker makes one as soon as it receives WAL.");
        var state = await server.StateAsync(slot.Name, cancellationToken);
        var history = await server.HistoryAsync(state.Timeline, cancellationToken);
        return new BackupRun(state, history, new WalArchive(regions, masters, state.Identity.SystemIdentifier, options.Compression), time.GetUtcNow());
    }

    private async Task<(EarlierBackup? Earlier, string? Reason)> ChooseAsync(BackupKind kind, BackupRun run, CancellationToken cancellationToken)
    {
        if (kind == BackupKind.Full)
        {
            return (null, null);
        }

        var earlier = EarlierBackup.For(kind, await _catalog.ListAsync(run.SystemIdentifier, cancellationToken));
        var wal = await run.Archive.CatalogAsync(run.State.Identity.WalSegmentSize, cancellationToken);
        var reason = Lineage.WhyNot(earlier?.Manifest, run.State, run.History, wal);
        return reason is null ? (earlier, null) : (null, reason);
    }

    private async Task<(WalSummaries? Summaries, EarlierBackup? Earlier, string? Reason)> ChangesAsync(
        BackupRequest request, BackupRun run, BackupSession session, EarlierBackup? earlier, string? reason, CancellationToken cancellationToken)
    {
        if (earlier is null)
        {
            return (null, null, reason);
        }

        if (run.State.SummarizesWal && !request.WithoutSummaries)
        {
            await using var connection = await server.OpenAsync(cancellationToken);
            if (await WalSummaries.ReadAsync(connection, run.History, earlier.Manifest.StartLsn, session.Start, options.SummaryPatience, time, cancellationToken) is { } summaries)
            {
                return (summaries, earlier, null);
            }
        }

        return Lineage.WhyNoHeaderScan(earlier.Manifest, run.State) is { } why ? (null, null, why) : (null, earlier, null);
    }

    /// <summary>Stores everything but the manifest, and the WAL with it; removes what it has stored when it fails.</summary>
    private async Task<CopiedCluster> CopyAsync(
        BackupRun run, BackupSession session, string id, List<ClusterFile> walked, ChangePlanner? planner, CancellationToken cancellationToken)
    {
        try
        {
            var copy = new ClusterCopy(server, regions, masters, options, time, run.SystemIdentifier, id);
            var verifier = run.State.Identity.HasChecksums ? new PageVerifier(server, session.Start, time, log) : null;
            var files = LeftOut.WithoutUnlogged([.. walked.Where(file => !file.IsDirectory && file.Path != ControlFile)]);
            var plans = await copy.PlanAsync(files, planner, cancellationToken);
            await copy.ReadAsync(plans, verifier, cancellationToken);

            // Last: it tells the state of everything that was read before.
            var control = await session.ControlFileAsync(cancellationToken);
            var controlFile = new ClusterFile(ControlFile, control.Length, run.StartedAt, IsDirectory: false);
            await copy.AddAsync(controlFile, control, cancellationToken);
            var (stop, label, map) = await session.StopAsync(cancellationToken);
            await run.Archive.UntilHeldAsync(run.History, session.Start, stop, run.State.Identity.WalSegmentSize, options.WalPatience, time, cancellationToken);

            var entries = copy.Entries([.. plans, FilePlan.Whole(controlFile)]);
            var directories = walked.Where(file => file.IsDirectory).Select(file => file.Path).ToList();
            var list = PieceWriter.Of(BackupKeys.Files(run.SystemIdentifier, id), BackupJson.Write(new BackupFiles(entries, directories)), masters, options.Compression);
            await regions.PutAsync(list, cancellationToken);
            return new CopiedCluster(stop, label, map, copy.Pieces, StoredPiece.Of(list), entries, verifier?.Damaged ?? []);
        }
        catch
        {
            await RemoveAsync(run.SystemIdentifier, id);
            throw;
        }
    }

    /// <summary>What a failed backup has written; what cannot be reached now is an orphan, which expiry removes.</summary>
    private async Task RemoveAsync(string systemIdentifier, string id)
    {
        try
        {
            foreach (var key in (await regions.ListAsync(BackupKeys.Base(systemIdentifier, id), CancellationToken.None)).Keys)
            {
                await regions.DeleteAsync(key, CancellationToken.None);
            }
        }
        catch (RegionsUnreachableException)
        {
            // Told already; the failure that led here is what matters.
        }
    }

    private static List<DatabaseDirectory> DatabasesOf(IEnumerable<ClusterFile> files, Dictionary<uint, uint> xmins)
        =>
        [
            .. from file in files
               where file.Path.EndsWith("/PG_VERSION", StringComparison.Ordinal)
               let directory = file.Path[..^"/PG_VERSION".Length]
               let oid = uint.Parse(directory.AsSpan(directory.LastIndexOf('/') + 1), CultureInfo.InvariantCulture)
               select new DatabaseDirectory(directory, file.ModifiedAt, xmins.GetValueOrDefault(oid)),
        ];

    private sealed record BackupRun(ServerState State, TimelineHistory History, WalArchive Archive, DateTimeOffset StartedAt)
    {
        public string SystemIdentifier => State.Identity.SystemIdentifier;
    }
}
