using System.Text;
using CreditAI.Ledger.Objects;

namespace CreditAI.Tests.Ledger.Objects;

/// <summary>What every object store keeps to; each kind of store runs it.</summary>
public abstract class ObjectStoreContract
{
    private readonly string _prefix = Path.GetRandomFileName().Replace('.', 'x');

    /// <summary>The store under test, or a skip that says what the machine lacks.</summary>
    protected abstract Task<IObjectStore> OpenAsync();

    [Fact]
    public async Task Put_Get_GivesTheSameBytes()
    {
        var store = await OpenAsync();
        var bytes = new byte[3_000_017]; // larger than any buffer in between
        new Random(7).NextBytes(bytes);

        await store.PutAsync(Key("a/b/c.bin"), new MemoryStream(bytes), CancellationToken.None);

        Assert.True(await store.ExistsAsync(Key("a/b/c.bin"), CancellationToken.None));
        Assert.Equal(bytes, await ReadAsync(store, Key("a/b/c.bin")));
    }

    [Fact]
    public async Task Put_EmptyObject_IsAnObject()
    {
        var store = await OpenAsync();

        await store.PutAsync(Key("empty"), Stream.Null, CancellationToken.None);

        Assert.Empty(await ReadAsync(store, Key("empty")) ?? [1]);
    }

    [Fact]
    public async Task Put_StreamThatCannotSeek_IsStoredWhole()
    {
        var store = await OpenAsync();

        await store.PutAsync(Key("pipe"), new ForwardOnlyStream(Encoding.UTF8.GetBytes("one way")), CancellationToken.None);

        Assert.Equal("one way", await ReadTextAsync(store, Key("pipe")));
    }

    [Fact]
    public async Task Put_Again_Replaces()
    {
        var store = await OpenAsync();
        await store.PutAsync(Key("k"), Text("first, and longer"), CancellationToken.None);

        await store.PutAsync(Key("k"), Text("second"), CancellationToken.None);

        Assert.Equal("second", await ReadTextAsync(store, Key("k")));
    }

    [Fact]
    public async Task PutIfAbsent_Present_KeepsTheFirst()
    {
        var store = await OpenAsync();

        Assert.True(await store.PutIfAbsentAsync(Key("k"), Text("first"), CancellationToken.None));
        Assert.False(await store.PutIfAbsentAsync(Key("k"), Text("second"), CancellationToken.None));

        Assert.Equal("first", await ReadTextAsync(store, Key("k")));
    }

    [Fact]
    public async Task PutIfAbsent_ManyAtOnce_OneWinsAndIsKept()
    {
        var store = await OpenAsync();

        var won = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            Task.Run(() => store.PutIfAbsentAsync(Key("race"), Text($"writer {i}"), CancellationToken.None))));

        Assert.Single(won, wins => wins);
        Assert.Equal($"writer {Array.IndexOf(won, true)}", await ReadTextAsync(store, Key("race")));
    }

    [Fact]
    public async Task Put_SourceFails_LeavesWhatWasThere()
    {
        var store = await OpenAsync();
        await store.PutAsync(Key("k"), Text("kept"), CancellationToken.None);

        await Assert.ThrowsAnyAsync<IOException>(() => store.PutAsync(Key("k"), new FailingStream(), CancellationToken.None));
        await Assert.ThrowsAnyAsync<IOException>(() => store.PutAsync(Key("new"), new FailingStream(), CancellationToken.None));

        Assert.Equal("kept", await ReadTextAsync(store, Key("k")));
        Assert.False(await store.ExistsAsync(Key("new"), CancellationToken.None));
        Assert.Equal([Key("k")], await ListAsync(store, ""));
    }

    [Fact]
    public async Task Missing_IsNullNotAnError()
    {
        var store = await OpenAsync();

        Assert.Null(await store.OpenReadAsync(Key("none"), CancellationToken.None));
        Assert.False(await store.ExistsAsync(Key("none/at/all"), CancellationToken.None));
        Assert.Empty(await ListAsync(store, ""));
        await store.DeleteAsync(Key("none"), CancellationToken.None);
    }

    [Fact]
    public async Task Delete_Twice_IsGone()
    {
        var store = await OpenAsync();
        await store.PutAsync(Key("k"), Text("x"), CancellationToken.None);

        await store.DeleteAsync(Key("k"), CancellationToken.None);
        await store.DeleteAsync(Key("k"), CancellationToken.None);

        Assert.Null(await store.OpenReadAsync(Key("k"), CancellationToken.None));
        Assert.True(await store.PutIfAbsentAsync(Key("k"), Text("again"), CancellationToken.None));
    }

    [Fact]
    public async Task List_Prefix_GivesKeysInOrderWithLengths()
    {
        var store = await OpenAsync();
        foreach (var key in new[] { "m/b", "m/a", "m-1", "m/c/d", "n" })
        {
            await store.PutAsync(Key(key), Text(key), CancellationToken.None);
        }

        Assert.Equal([Key("m/a"), Key("m/b"), Key("m/c/d")], await ListAsync(store, "m/"));
        Assert.Equal([Key("m-1"), Key("m/a"), Key("m/b"), Key("m/c/d"), Key("n")], await ListAsync(store, ""));
        await foreach (var item in store.ListAsync(Key("m/c"), CancellationToken.None))
        {
            Assert.Equal(5, item.Length);
            Assert.InRange(item.WrittenAt, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
        }
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/.hidden")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    public async Task Key_ThatCouldLeaveTheStore_IsRefused(string key)
    {
        var store = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(key, Text("x"), CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenReadAsync(key, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => store.DeleteAsync(key, CancellationToken.None));
    }

    private string Key(string key) => $"{_prefix}/{key}";

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<byte[]?> ReadAsync(IObjectStore store, string key)
    {
        await using var content = await store.OpenReadAsync(key, CancellationToken.None);
        if (content is null)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer);
        return buffer.ToArray();
    }

    private static async Task<string> ReadTextAsync(IObjectStore store, string key) => Encoding.UTF8.GetString((await ReadAsync(store, key))!);

    private async Task<List<string>> ListAsync(IObjectStore store, string prefix)
    {
        var keys = new List<string>();
        await foreach (var item in store.ListAsync(Key(prefix), CancellationToken.None))
        {
            keys.Add(item.Key);
        }

        return keys;
    }

    private class ForwardOnlyStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();
    }

    private sealed class FailingStream() : ForwardOnlyStream(new byte[100_000])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => Position > 50_000 ? throw new IOException("the source broke") : base.ReadAsync(buffer[..Math.Min(buffer.Length, 8192)], cancellationToken);

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
            => throw new IOException("the source broke");
    }
}
