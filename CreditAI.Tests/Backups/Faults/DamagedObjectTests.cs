using CreditAI.Backups.Manifests;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Restoring;
using CreditAI.Backups.Verifying;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;

namespace CreditAI.Tests.Backups.Faults;

/// <summary>A thousand ways to damage what is stored: each is found, none is restored.</summary>
public sealed class DamagedObjectTests : IDisposable
{
    private const int Cases = 1000;

    private readonly string _root = Path.Combine(Path.GetTempPath(), $"creditai-damage-{Environment.ProcessId}-{Path.GetRandomFileName()}");
    private readonly MasterKeys _keys = new(BackupRig.Master, []);

    [Fact]
    public async Task Restore_OfAnyDamagedObject_IsRefusedByOneRegionAndHealedByTheOther()
    {
        var (north, south) = (Region("north"), Region("south"));
        var both = new RegionSet([north, south]);
        var files = await SampleArchive.WriteAsync(both, _keys);
        var objects = Directory.GetFiles(PathOf("north"), "*", SearchOption.AllDirectories).Where(path => !path.Contains("/.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        var originals = objects.ToDictionary(path => path, File.ReadAllBytes);
        var random = new Random(20271127);
        for (var number = 0; number < Cases; number++)
        {
            var path = objects[random.Next(objects.Length)];
            var what = Damage(random, path, originals);
            var outcome = await FateAsync(north, files);
            Assert.True(outcome is null == what is null, $"case {number}: {what} of {path}: {outcome ?? "restored silently"}");
            if (number % 20 == 0)
            {
                Assert.Null(await FateAsync(new RegionSet([north, south]), files));
            }

            File.WriteAllBytes(path, originals[path]);
        }
    }

    [Fact]
    public async Task Restore_WithoutItsKey_SaysWhichBeforeAnythingElse()
    {
        await SampleArchive.WriteAsync(new RegionSet([Region("north")]), _keys);
        var other = new MasterKeys("another-master-key-of-32-characters-and-more", []);

        var lost = await Assert.ThrowsAsync<LostKeyException>(() => RestoreAsync(new RegionSet([Region("north")]), other));

        Assert.Contains(_keys.CurrentId, lost.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(PathOf("restored")));
        await RestoreAsync(new RegionSet([Region("north")]), new MasterKeys("another-master-key-of-32-characters-and-more", [BackupRig.Master]));
    }

    [Fact]
    public async Task Restore_InterruptedAnywhere_GoesOnWhereItWas()
    {
        var regions = new RegionSet([Region("north")]);
        var files = await SampleArchive.WriteAsync(regions, _keys);
        for (var served = 0; served < 12; served++)
        {
            var cut = new CuttingStore(Region("north").Store, served);
            try
            {
                await RestoreAsync(new RegionSet([new Region("north", cut)]), _keys);
                break;
            }
            catch (RegionsUnreachableException)
            {
                Assert.False(File.Exists(Path.Combine(PathOf("restored"), "global/pg_control"))); // No server starts on it.
            }
        }

        AssertRestored(files);
        Assert.False(File.Exists(Path.Combine(PathOf("restored"), RestoreJournal.FileName)));
    }

    [Fact]
    public async Task Restore_IntoADirectoryThatIsNotEmpty_IsRefused()
    {
        var regions = new RegionSet([Region("north")]);
        await SampleArchive.WriteAsync(regions, _keys);
        Directory.CreateDirectory(PathOf("restored"));
        await File.WriteAllTextAsync(Path.Combine(PathOf("restored"), "mine"), "kept", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<CreditAI.Backups.BackupException>(() => RestoreAsync(regions, _keys));

        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["mine"], Directory.GetFileSystemEntries(PathOf("restored")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Restore_ToATimeBeforeTheFirstBackup_SaysSinceWhen()
    {
        var regions = new RegionSet([Region("north")]);
        await SampleArchive.WriteAsync(regions, _keys);

        var refused = await Assert.ThrowsAsync<CreditAI.Backups.BackupException>(() => RestoreAsync(regions, _keys, new RestoreTarget(Time: new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero))));

        Assert.Contains("2027-01-01", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    /// <returns>What was done; null where the content is as before.</returns>
    private static string? Damage(Random random, string path, Dictionary<string, byte[]> originals)
    {
        var content = originals[path].ToArray();
        switch (random.Next(6))
        {
            case 0:
                content[random.Next(content.Length)] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(path, content);
                return "a bit flipped";
            case 1:
                File.WriteAllBytes(path, content[..random.Next(content.Length)]);
                return "cut";
            case 2:
                File.Delete(path);
                return "gone";
            case 3:
                var other = originals.ElementAt(random.Next(originals.Count));
                File.WriteAllBytes(path, other.Value);
                return other.Key == path ? null : $"swapped for {other.Key}";
            case 4:
                File.WriteAllBytes(path, [.. content, .. content[..Math.Min(content.Length, 40)]]);
                return "continued";
            default:
                var (from, length) = (random.Next(content.Length), random.Next(1, 200));
                random.NextBytes(content.AsSpan(from, Math.Min(length, content.Length - from)));
                File.WriteAllBytes(path, content);
                return "overwritten";
        }
    }

    private Task<string?> FateAsync(Region region, Dictionary<string, byte[]> files) => FateAsync(new RegionSet([region]), files);

    /// <returns>How the damage was found; null when everything came out as it went in.</returns>
    private async Task<string?> FateAsync(RegionSet regions, Dictionary<string, byte[]> files)
    {
        try
        {
            if (Directory.Exists(PathOf("restored")))
            {
                Directory.Delete(PathOf("restored"), recursive: true);
            }

            var result = await RestoreAsync(regions, _keys);
            AssertRestored(files);
            Assert.Equal(BackupKind.Incremental, result.Manifest.Kind);
            var archive = new WalArchive(regions, _keys, SampleArchive.Cluster);
            for (var number = 1UL; number <= 3; number++)
            {
                var segment = new WalSegment(1, number, SampleArchive.SegmentSize);
                if ((await archive.FetchWholeAsync(segment.Name, TestContext.Current.CancellationToken) ?? await archive.FetchBeginningAsync(segment, TestContext.Current.CancellationToken)) is null)
                {
                    return "WAL is missing";
                }
            }

            var report = await new BackupVerifier(regions, _keys).VerifyAsync(SampleArchive.Cluster, null, TestContext.Current.CancellationToken);
            return regions.All.Count > 1 || report.Faults.Count == 0 ? null : report.Faults[0].Message;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            return exception.Message;
        }
        catch (Xunit.Sdk.XunitException) when (regions.All.Count == 1)
        {
            // The manifest of the incremental is gone or damaged, and the full one was restored instead: verification says so.
            var report = await new BackupVerifier(regions, _keys).VerifyAsync(SampleArchive.Cluster, null, TestContext.Current.CancellationToken);
            return report.Faults.Count > 0 ? report.Faults[0].Message : "an earlier backup was restored, and said to be";
        }
    }

    private Task<RestoreResult> RestoreAsync(RegionSet regions, MasterKeys keys, RestoreTarget? target = null) => new Restorer(regions, keys, TimeProvider.System).RestoreAsync(
        new RestoreOptions { Directory = PathOf("restored"), RestoreCommand = "false", Writers = 1, Target = target ?? new RestoreTarget(IsLatest: true) }, TestContext.Current.CancellationToken);

    private void AssertRestored(Dictionary<string, byte[]> files)
        => Assert.All(files, file => Assert.True(file.Value.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(PathOf("restored"), file.Key))), file.Key));

    private Region Region(string name) => new(name, ObjectStoreFactory.Open($"Directory={PathOf(name)}"));

    private string PathOf(string name) => Path.Combine(_root, name);

    /// <summary>Serves so many pieces and is away then.</summary>
    private sealed class CuttingStore(IObjectStore store, int served) : IObjectStore
    {
        private int _left = served;

        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
            => key.Contains("/piece-", StringComparison.Ordinal) && Interlocked.Decrement(ref _left) < 0 ? throw new IOException("the region is away") : store.OpenReadAsync(key, cancellationToken);

        public Task PutAsync(string key, Stream content, CancellationToken cancellationToken) => store.PutAsync(key, content, cancellationToken);

        public Task<bool> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellationToken) => store.PutIfAbsentAsync(key, content, cancellationToken);

        public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => store.ExistsAsync(key, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) => store.ListAsync(prefix, cancellationToken);

        public Task DeleteAsync(string key, CancellationToken cancellationToken) => store.DeleteAsync(key, cancellationToken);
    }
}
