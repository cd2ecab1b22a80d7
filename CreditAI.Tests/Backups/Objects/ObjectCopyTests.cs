using System.Text;
using CreditAI.Backups.Objects;
using CreditAI.Backups.Regions;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;
using Microsoft.Extensions.Time.Testing;

namespace CreditAI.Tests.Backups.Objects;

public sealed class ObjectCopyTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("creditai-objects-");
    private readonly FakeTimeProvider _time = new(Start);

    [Fact]
    public async Task Restore_OfALostStore_BringsEveryObjectBackAsItWas()
    {
        var (copy, store) = (Copy(), Store("store"));
        await PutAsync(store, "models/a.json", "first");
        await PutAsync(store, "checkpoints/1.json", "one");
        Assert.Equal(2, await copy.RunAsync(store, CancellationToken.None));
        Assert.Equal(0, await copy.RunAsync(store, CancellationToken.None));
        _time.Advance(TimeSpan.FromDays(1));
        await store.DeleteAsync("models/a.json", CancellationToken.None);
        await PutAsync(store, "models/b.json", "second");
        Assert.Equal(1, await copy.RunAsync(store, CancellationToken.None));

        var (now, then) = (Store("now"), Store("then"));
        Assert.Equal((2, 2), await copy.RestoreAsync(now, null, CancellationToken.None));
        Assert.Equal((2, 2), await copy.RestoreAsync(then, Start.AddHours(1), CancellationToken.None));

        Assert.Equal("second", await ReadAsync(now, "models/b.json"));
        Assert.Equal("first", await ReadAsync(then, "models/a.json"));
        Assert.Null(await ReadAsync(now, "models/a.json"));
        Assert.Equal((0, 2), await copy.RestoreAsync(now, null, CancellationToken.None));
    }

    [Fact]
    public async Task Expire_OfOldLists_LeavesWhatTheLastNames()
    {
        var (copy, store) = (Copy(), Store("store"));
        await PutAsync(store, "models/a.json", "first");
        await copy.RunAsync(store, CancellationToken.None);
        _time.Advance(TimeSpan.FromDays(40));
        await store.DeleteAsync("models/a.json", CancellationToken.None);
        await PutAsync(store, "models/b.json", "second");
        await copy.RunAsync(store, CancellationToken.None);

        await copy.ExpireAsync(_time.GetUtcNow().AddDays(-30), CancellationToken.None);

        Assert.Equal((1, 1), await copy.RestoreAsync(Store("now"), null, CancellationToken.None));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_root.FullName, "north", "clusters"), "*", SearchOption.AllDirectories).Length); // one content, one list
    }

    public void Dispose() => _root.Delete(recursive: true);

    private ObjectCopy Copy() => new(new RegionSet([new Region("north", Store("north")), new Region("south", Store("south"))]), new MasterKeys(BackupRig.Master, []), "7", _time);

    private IObjectStore Store(string name) => ObjectStoreFactory.Open($"Directory={Path.Combine(_root.FullName, name)}");

    private static async Task PutAsync(IObjectStore store, string key, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await store.PutAsync(key, content, CancellationToken.None);
    }

    private static async Task<string?> ReadAsync(IObjectStore store, string key)
    {
        await using var content = await store.OpenReadAsync(key, CancellationToken.None);
        return content is null ? null : await new StreamReader(content).ReadToEndAsync();
    }
}
