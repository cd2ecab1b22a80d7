using CreditAI.Ledger.Objects;

namespace CreditAI.Tests.Ledger.Objects;

public sealed class DirectoryObjectStoreTests : ObjectStoreContract, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("creditai-objects-");

    protected override Task<IObjectStore> OpenAsync() => Task.FromResult(ObjectStoreFactory.Open($"Directory={_directory.FullName}"));

    [Fact]
    public async Task OpenRead_ObjectIsReplacedMeanwhile_KeepsWhatItOpened()
    {
        var store = await OpenAsync();
        await store.PutAsync("k", new MemoryStream([1, 2, 3]), CancellationToken.None);
        await using var opened = await store.OpenReadAsync("k", CancellationToken.None);

        await store.PutAsync("k", new MemoryStream([9]), CancellationToken.None);

        var buffer = new byte[8];
        Assert.Equal(3, await opened!.ReadAsync(buffer));
        Assert.Equal([1, 2, 3], buffer[..3]);
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
