using System.Globalization;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using Npgsql;

namespace CreditAI.Backups.Base;

/// <summary>Says for every file of the cluster what of it a differential or incremental backup reads.</summary>
internal sealed class ChangePlanner
{
    private const uint DefaultTablespace = 1663;
    private const uint GlobalTablespace = 1664;

    private readonly BackupManifest _earlier;
    private readonly Dictionary<string, FileEntry> _known;
    private readonly HashSet<string> _newDatabases;
    private readonly WalSummaries? _summaries;

    /// <param name="earlier">The backup that this one stands on.</param>
    /// <param name="known">Its files.</param>
    /// <param name="databases">The databases' directories now.</param>
    /// <param name="summaries">What the server says was changed since; null to scan the headers of pages.</param>
    public ChangePlanner(BackupManifest earlier, BackupFiles known, IReadOnlyList<DatabaseDirectory> databases, WalSummaries? summaries)
    {
        _earlier = earlier;
        _known = known.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        _newDatabases = databases.Except(earlier.Databases).Select(database => database.Path).ToHashSet(StringComparer.Ordinal);
        _summaries = summaries;
    }

    /// <summary>
    /// Pages of a main fork that the earlier backup has are compared; all else is read whole: maps of free space and visibility are not
    /// fully logged, a database directory that was made anew may hold copied files of any age, and a new file has nothing to be compared with.
    /// </summary>
    /// <returns>Null when the headers of its pages are to be scanned (<see cref="ScanAsync"/>).</returns>
    public FilePlan? Plan(ClusterFile file)
    {
        if (file.Relation is not { Fork: RelationFork.Main } relation || _newDatabases.Contains(relation.Directory)
            || !_known.TryGetValue(file.Path, out var known) || file.Size % PageHeader.PageSize != 0)
        {
            return FilePlan.Whole(file);
        }

        if (_summaries is null)
        {
            return null;
        }

        var (tablespace, database) = Owner(relation);
        return _summaries.WasCopied(tablespace, database)
            ? FilePlan.Whole(file)
            : new FilePlan(file, false, [.. PageRange.OfBlocks(file, Summarized(file, relation, tablespace, database, Blocks(known)))]);
    }

    /// <summary>The changed blocks of a part of a file, by the headers of its pages.</summary>
    public Task<List<uint>> ScanAsync(NpgsqlConnection connection, ClusterFile file, (uint From, int Count) part, CancellationToken cancellationToken)
        => HeaderScan.ChangedAsync(connection, file, part, Blocks(_known[file.Path]), _earlier.StartLsn, cancellationToken);

    private static uint Blocks(FileEntry file) => (uint)(file.Size / PageHeader.PageSize);

    private List<uint> Summarized(ClusterFile file, RelationFile relation, uint tablespace, uint database, uint knownBlocks)
    {
        var blocks = (uint)(file.Size / PageHeader.PageSize);
        var (changed, limit) = _summaries!.Of(tablespace, database, relation);

        // From where the relation was cut on, and beyond its former end, every page is of another time.
        var anew = Math.Min(knownBlocks, limit <= relation.FirstBlock ? 0 : limit - relation.FirstBlock);
        var read = changed.Select(block => block - relation.FirstBlock).Where(block => block < anew && block < blocks).ToList();
        for (var block = anew; block < blocks; block++)
        {
            read.Add(block);
        }

        return read;
    }

    private static (uint Tablespace, uint Database) Owner(RelationFile relation) => relation.Directory.Split('/') switch
    {
        ["global"] => (GlobalTablespace, 0),
        ["base", var database] => (DefaultTablespace, uint.Parse(database, CultureInfo.InvariantCulture)),
        [_, var tablespace, _, var database] => (uint.Parse(tablespace, CultureInfo.InvariantCulture), uint.Parse(database, CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"{relation.Directory} is no directory of relations."),
    };
}
