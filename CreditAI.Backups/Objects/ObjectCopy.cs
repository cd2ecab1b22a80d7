using System.Globalization;
using System.Security.Cryptography;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Pieces;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Restoring;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;

namespace CreditAI.Backups.Objects;

/// <summary>
/// Copies what lies beside the database into the regions: each content once, under its SHA-256, and a list of what there was for every time
/// that it changed.
/// </summary>
public sealed class ObjectCopy(RegionSet regions, MasterKeys masters, string cluster, TimeProvider time, CopiedKind kind = CopiedKind.Objects)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";

    private string Contents => $"{BackupKeys.Cluster(cluster)}objects/";

    private string Lists => ListsOf(kind);

    /// <returns>How many objects were new or changed.</returns>
    /// <exception cref="RegionsUnreachableException">No region takes it.</exception>
    public async Task<int> RunAsync(IObjectSource source, CancellationToken cancellationToken)
    {
        var before = await LatestAsync(null, cancellationToken);
        var known = before?.Objects.ToDictionary(item => item.Key, StringComparer.Ordinal) ?? [];
        var there = (await regions.ListAsync(Contents, cancellationToken)).Keys.ToHashSet(StringComparer.Ordinal);
        var (objects, changed) = (new List<CopiedObject>(), 0);
        await foreach (var item in source.ListAsync("", cancellationToken))
        {
            if (known.TryGetValue(item.Key, out var copied) && copied.Length == item.Length && copied.WrittenAt == item.WrittenAt && there.Contains(Contents + copied.Sha256))
            {
                objects.Add(copied);
            }
            else if (await CopyAsync(source, item, there, cancellationToken) is { } added)
            {
                objects.Add(added);
                changed += copied?.Sha256 == added.Sha256 ? 0 : 1;
            }
        }

        if (changed > 0 || objects.Count != known.Count)
        {
            var now = time.GetUtcNow();
            var key = Lists + now.ToString(TimeFormat, CultureInfo.InvariantCulture);
            await regions.PutAsync(PieceWriter.Of(key, BackupJson.Write(new ObjectSnapshot(now, objects)), masters), cancellationToken);
        }

        return changed;
    }

    /// <summary>Puts back what the store lacks, as it was at a time. What is there is left as it is.</summary>
    /// <returns>How many objects were put back, and how many there were.</returns>
    /// <exception cref="BackupException">There is no copy of that time.</exception>
    public async Task<(int Restored, int Of)> RestoreAsync(IObjectStore target, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var snapshot = await LatestAsync(asOf, cancellationToken) ?? throw new BackupException($"The regions hold no copy of that time ({kind.ToString().ToLowerInvariant()}).");
        var restored = 0;
        foreach (var item in snapshot.Objects)
        {
            if (await target.ExistsAsync(item.Key, cancellationToken))
            {
                continue;
            }

            var content = await regions.OpenAsync(Contents + item.Sha256, masters, null, cancellationToken) ?? throw new DamagedPieceException(Contents + item.Sha256, "it is in no region");
            using var stream = new MemoryStream(content.Array!, content.Offset, content.Count, writable: false);
            restored += await target.PutIfAbsentAsync(item.Key, stream, cancellationToken) ? 1 : 0;
        }

        return (restored, snapshot.Objects.Count);
    }

    /// <summary>Puts them into a directory that nobody else can look into.</summary>
    /// <inheritdoc cref="RestoreAsync(IObjectStore, DateTimeOffset?, CancellationToken)"/>
    public Task<(int Restored, int Of)> RestoreAsync(string directory, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(directory);
        PrivateDirectory.Make(path);
        return RestoreAsync(ObjectStoreFactory.Open($"Directory={path}"), asOf, cancellationToken);
    }

    /// <summary>Removes lists of any kind older than a time, but the last of each, and what no list names any more.</summary>
    /// <exception cref="RegionsUnreachableException">A region did not answer: nothing is judged by half of what there is.</exception>
    public async Task ExpireAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var keys = (await regions.ListEachAsync(BackupKeys.Cluster(cluster), cancellationToken)).Values.SelectMany(objects => objects.Keys).ToHashSet(StringComparer.Ordinal);
        var (kept, expired) = (new List<string>(), new List<string>());
        foreach (var lists in Enum.GetValues<CopiedKind>().Select(each => keys.Where(key => key.StartsWith(ListsOf(each), StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList()))
        {
            var old = lists.SkipLast(1).Where(key => TimeOf(key) < before).ToList();
            expired.AddRange(old);
            kept.AddRange(lists.Except(old));
        }

        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in kept)
        {
            var snapshot = await ReadAsync(list, cancellationToken) ?? throw new DamagedPieceException(list, "it is in no region");
            named.UnionWith(snapshot.Objects.Select(item => Contents + item.Sha256));
        }

        foreach (var key in kept.Count == 0 ? [] : expired.Concat(keys.Where(key => key.StartsWith(Contents, StringComparison.Ordinal) && !named.Contains(key))))
        {
            await regions.DeleteAsync(key, cancellationToken);
        }
    }

    private async Task<CopiedObject?> CopyAsync(IObjectSource source, ObjectInfo item, HashSet<string> there, CancellationToken cancellationToken)
    {
        await using var content = await source.OpenReadAsync(item.Key, cancellationToken);
        if (content is null)
        {
            return null; // It went meanwhile.
        }

        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken);
        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        if (there.Add(Contents + sha256))
        {
            await regions.PutAsync(PieceWriter.Of(Contents + sha256, bytes.Span, masters), cancellationToken);
        }

        return new CopiedObject(item.Key, item.Length, item.WrittenAt, sha256);
    }

    private async Task<ObjectSnapshot?> LatestAsync(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var lists = (await regions.ListAsync(Lists, cancellationToken)).Keys.Where(key => asOf is null || TimeOf(key) <= asOf).ToList();
        return lists.Count == 0 ? null : await ReadAsync(lists[^1], cancellationToken);
    }

    private async Task<ObjectSnapshot?> ReadAsync(string key, CancellationToken cancellationToken)
        => await regions.OpenAsync(key, masters, null, cancellationToken) is { } content ? BackupJson.Read<ObjectSnapshot>(key, content) : null;

    private string ListsOf(CopiedKind copied)
        => BackupKeys.Cluster(cluster) + (copied switch
        {
            CopiedKind.Configuration => "configuration-lists/",
            CopiedKind.Kubernetes => "kubernetes-lists/",
            _ => "object-lists/",
        });

    private static DateTimeOffset TimeOf(string key)
        => DateTimeOffset.ParseExact(key.AsSpan(key.LastIndexOf('/') + 1), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
