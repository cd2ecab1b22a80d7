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

    [Fact]
    public async Task Copies_OfEachKind_HaveTheirOwnListsAndOneExpiry()
    {
        var (objects, configuration) = (Copy(), Copy(CopiedKind.Configuration));
        var store = Store("store");
        await PutAsync(store, "models/a.json", "same");
        Directory.CreateDirectory(Path.Combine(_root.FullName, "config"));
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "config", "settings.json"), "same", TestContext.Current.CancellationToken);
        var files = new ConfigurationFiles(Path.Combine(_root.FullName, "config"), _time);

        Assert.Equal((1, 1), (await objects.RunAsync(store, CancellationToken.None), await configuration.RunAsync(files, CancellationToken.None)));
        _time.Advance(TimeSpan.FromDays(40));
        Assert.Equal(0, await configuration.RunAsync(files, CancellationToken.None)); // read again, and the same
        await store.DeleteAsync("models/a.json", CancellationToken.None);
        await objects.RunAsync(store, CancellationToken.None);
        await objects.ExpireAsync(_time.GetUtcNow().AddDays(-30), CancellationToken.None);

        var target = Path.Combine(_root.FullName, "restored");
        Assert.Equal((1, 1), await configuration.RestoreAsync(target, null, CancellationToken.None));
        Assert.Equal("same", await File.ReadAllTextAsync(Path.Combine(target, "settings.json"), TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(target));
        Assert.Equal((0, 0), await objects.RestoreAsync(Store("now"), null, CancellationToken.None));
    }

    [Fact]
    public async Task Configuration_ChangedBehindALink_IsCopiedAgain()
    {
        // As the kubelet mounts a ConfigMap: the links stay, what they lead to is exchanged.
        var directory = Directory.CreateDirectory(Path.Combine(_root.FullName, "mounted")).FullName;
        foreach (var (version, text) in new[] { ("..1", "one"), ("..2", "two") })
        {
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(directory, version)).FullName, "a.json"), text, TestContext.Current.CancellationToken);
        }

        Directory.CreateSymbolicLink(Path.Combine(directory, "..data"), "..1");
        File.CreateSymbolicLink(Path.Combine(directory, "a.json"), Path.Combine("..data", "a.json"));
        var (copy, files) = (Copy(CopiedKind.Configuration), new ConfigurationFiles(directory, _time));
        Assert.Equal(1, await copy.RunAsync(files, CancellationToken.None));
        _time.Advance(TimeSpan.FromMinutes(15));
        Directory.Delete(Path.Combine(directory, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(directory, "..data"), "..2");

        Assert.Equal(1, await copy.RunAsync(files, CancellationToken.None));

        await copy.RestoreAsync(Path.Combine(_root.FullName, "restored"), null, CancellationToken.None);
        Assert.Equal("two", await File.ReadAllTextAsync(Path.Combine(_root.FullName, "restored", "a.json"), TestContext.Current.CancellationToken));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private ObjectCopy Copy(CopiedKind kind = CopiedKind.Objects) => new(new RegionSet([new Region("north", Store("north")), new Region("south", Store("south"))]), new MasterKeys(BackupRig.Master, []), "7", _time, kind);

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
