using System.Text;
using CreditAI.Ledger.Objects;

namespace CreditAI.Tests.Ledger.Objects;

public sealed class ArtifactStoreTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("creditai-artifacts-");

    [Fact]
    public async Task Put_Get_IsAddressedByItsSha256()
    {
        var store = Open();

        var sha256 = await store.PutAsync(Encoding.UTF8.GetBytes("abc"), CancellationToken.None);

        // FIPS 180-2, appendix B.1
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", sha256);
        Assert.Equal("abc", Encoding.UTF8.GetString(await store.GetAsync(sha256, CancellationToken.None)));
    }

    [Fact]
    public async Task Get_ChangedInTheStore_IsRefused()
    {
        var store = Open();
        var sha256 = await store.PutAsync(Encoding.UTF8.GetBytes("abc"), CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "models", $"{sha256}.json"), "abd");

        var exception = await Assert.ThrowsAsync<CorruptObjectException>(() => store.GetAsync(sha256, CancellationToken.None));

        Assert.Contains(sha256, exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CorruptObjectException>(() => store.PutAsync(Encoding.UTF8.GetBytes("abc"), CancellationToken.None));
    }

    [Fact]
    public async Task Get_Missing_SaysWhatToDo()
    {
        var exception = await Assert.ThrowsAsync<CorruptObjectException>(() => Open().GetAsync(new string('0', 64), CancellationToken.None));

        Assert.Contains("publish the model again", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Endpoint=http://127.0.0.1:1;AccessKey=a;Bucket=b", "SecretKey")]
    [InlineData("Endpoint=http://127.0.0.1:1;AccessKey=a;SecretKey=hush-hush;Bucket=b;Checksums=maybe", "Checksums")]
    [InlineData("Endpoint=http://127.0.0.1:1;AccessKey=a;SecretKey=hush-hush;Bukket=b", "Bukket")]
    [InlineData("Directory=relative/path", "absolute")]
    [InlineData("hush-hush", "Name=value")]
    public void Open_IncompleteConnectionString_NamesWhatIsWrongAndNoSecret(string connectionString, string named)
    {
        var exception = Assert.Throws<ArgumentException>(() => ObjectStoreFactory.Open(connectionString));

        Assert.Contains(named, exception.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hush-hush", exception.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private ArtifactStore Open() => new(ObjectStoreFactory.Open($"Directory={_directory.FullName}"));
}
