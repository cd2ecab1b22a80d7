using System.Collections.Concurrent;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Pieces;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Keys;

namespace CreditAI.Backups.Restoring;

/// <summary>
/// Restores a backup into a directory on which a server recovers to the target. Every piece is verified before a byte of it is written,
/// and taken from another region when one's is damaged. The control file comes last: without it no server starts on what is unfinished.
/// </summary>
public sealed class Restorer(RegionSet regions, MasterKeys masters, TimeProvider time)
{
    private const string ControlFile = "global/pg_control";

    /// <exception cref="BackupException">It cannot be done; nothing that was there is changed.</exception>
    /// <exception cref="DamagedPieceException">Something that is needed is whole in no region.</exception>
    /// <exception cref="LostKeyException">A master key that is needed is not configured.</exception>
    public async Task<RestoreResult> RestoreAsync(RestoreOptions options, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var catalog = new BackupCatalog(regions, masters);
        var cluster = options.Cluster ?? await OnlyClusterAsync(catalog, cancellationToken);
        var backups = await catalog.ListAsync(cluster, cancellationToken);
        var segmentSize = backups.FirstOrDefault(backup => backup.Manifest is not null)?.Manifest!.Server.WalSegmentSize
            ?? throw new BackupException("There is no finished backup in any region.");
        var wal = await new WalArchive(regions, masters, cluster).CatalogAsync(segmentSize, cancellationToken);
        var point = RestorePoint.Choose(backups, wal, options);
        var chain = new List<(BackupManifest, BackupFiles)>();
        foreach (var manifest in point.Chain)
        {
            chain.Add((manifest, await catalog.FilesAsync(manifest, cancellationToken)));
        }

        var plan = RestorePlan.Of(chain);
        PrivateDirectory.Make(options.Directory);
        using (var journal = RestoreJournal.Open(options.Directory, point.Backup.Id))
        {
            await WriteAsync(options, point.Backup, chain[^1].Item2, plan, journal, cancellationToken);
        }

        File.Delete(Path.Combine(options.Directory, RestoreJournal.FileName));
        return new RestoreResult(point.Backup, plan.Files.Count, plan.Files.Sum(file => file.Size), time.GetElapsedTime(began));
    }

    private static async Task<string> OnlyClusterAsync(BackupCatalog catalog, CancellationToken cancellationToken)
        => await catalog.ClustersAsync(cancellationToken) switch
        {
            [var only] => only,
            [] => throw new BackupException("There is no backup in any region."),
            var several => throw new BackupException($"The regions hold the backups of several clusters; say which by --cluster: {string.Join(", ", several)}"),
        };

    private async Task WriteAsync(RestoreOptions options, BackupManifest manifest, BackupFiles files, RestorePlan plan, RestoreJournal journal,
        CancellationToken cancellationToken)
    {
        MakeDirectories(options, manifest, files);

        // Until everything else is there it has another name.
        const string Unfinished = ControlFile + ".unfinished";
        plan = plan with { Files = [.. plan.Files.Select(file => file.Path == ControlFile ? (Unfinished, file.Size) : file)] };
        var sink = new PieceSink(options.Directory, plan);
        sink.MakeFiles();
        await FetchAsync(options, plan, sink, journal, cancellationToken);
        WriteSettings(options, manifest);
        sink.FlushToDisk();
        File.Move(Path.Combine(options.Directory, Unfinished), Path.Combine(options.Directory, ControlFile));
    }

    private async Task FetchAsync(RestoreOptions options, RestorePlan plan, PieceSink sink, RestoreJournal journal, CancellationToken cancellationToken)
    {
        var pending = new ConcurrentQueue<KeyValuePair<StoredPiece, List<PlacedExtent>>>(plan.Pieces.Where(piece => !journal.IsDone(piece.Key.Name)));
        await Task.WhenAll(Enumerable.Range(0, options.Writers).Select(_ => Task.Run(
            async () =>
            {
                while (pending.TryDequeue(out var piece))
                {
                    var content = await regions.OpenAsync(piece.Key.Name, masters, piece.Key.Sha256, cancellationToken)
                        ?? throw new DamagedPieceException(piece.Key.Name, "it is in no region");
                    sink.Write(content, piece.Value);
                    journal.Done(piece.Key.Name);
                }
            },
            cancellationToken)));
    }

    private static void MakeDirectories(RestoreOptions options, BackupManifest manifest, BackupFiles files)
    {
        foreach (var tablespace in manifest.Tablespaces.Where(tablespace => !tablespace.IsInPlace))
        {
            var location = Location(options, tablespace);
            PrivateDirectory.Make(location);
            var link = new FileInfo(Path.Combine(options.Directory, "pg_tblspc", $"{tablespace.Oid}"));
            PrivateDirectory.Make(link.DirectoryName!);
            if (link.LinkTarget is null)
            {
                if (Directory.EnumerateFileSystemEntries(location).Any())
                {
                    throw new BackupException($"{location} is not empty, and the tablespace {tablespace.Oid} goes there. Empty it, or give another place by --tablespace {tablespace.Oid}=DIRECTORY.");
                }

                link.CreateAsSymbolicLink(location);
            }
        }

        foreach (var path in files.Directories.Append("pg_wal/archive_status"))
        {
            PrivateDirectory.Make(Path.Combine(options.Directory, path));
        }
    }

    private static void WriteSettings(RestoreOptions options, BackupManifest manifest)
    {
        var directory = options.Directory;
        var autoConf = Path.Combine(directory, "postgresql.auto.conf");
        Write(autoConf, RecoverySettings.AutoConf(File.Exists(autoConf) ? File.ReadAllText(autoConf) : "", options));
        WriteIfAbsent(Path.Combine(directory, "postgresql.conf"), RecoverySettings.Conf(manifest));
        WriteIfAbsent(Path.Combine(directory, "pg_hba.conf"), RecoverySettings.HostBasedAuthentication);
        WriteIfAbsent(Path.Combine(directory, "pg_ident.conf"), "");
        Write(Path.Combine(directory, "backup_label"), manifest.BackupLabel);
        var external = manifest.Tablespaces.Where(tablespace => !tablespace.IsInPlace).ToList();
        if (external.Count > 0)
        {
            Write(Path.Combine(directory, "tablespace_map"), string.Concat(external.Select(tablespace => $"{tablespace.Oid} {Location(options, tablespace)}\n")));
        }

        var mark = new RestoredMark(manifest.Id, manifest.Server.SystemIdentifier, manifest.Server.WalSegmentSize, manifest.StoppedAt);
        Write(Path.Combine(directory, RestoredMark.FileName), System.Text.Encoding.UTF8.GetString(BackupJson.Write(mark)));
        Write(Path.Combine(directory, options.FollowedPrimary is null ? "recovery.signal" : "standby.signal"), "");
    }

    private static string Location(RestoreOptions options, Tablespace tablespace)
        => options.Tablespaces.GetValueOrDefault(tablespace.Oid) ?? $"{Path.GetFullPath(options.Directory).TrimEnd('/')}.tablespaces/{tablespace.Oid}";

    private static void WriteIfAbsent(string path, string content)
    {
        if (!File.Exists(path))
        {
            Write(path, content);
        }
    }

    private static void Write(string path, string content)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        file.Write(System.Text.Encoding.UTF8.GetBytes(content));
        file.Flush(flushToDisk: true);
    }
}
