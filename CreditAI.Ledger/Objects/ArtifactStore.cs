using System.Security.Cryptography;

namespace CreditAI.Ledger.Objects;

/// <summary>Model artifacts, stored under their SHA-256 and verified against it whenever they are read.</summary>
public sealed class ArtifactStore(IObjectStore objects)
{
    /// <summary>Stores an artifact and reads it back; storing one that is there already does nothing.</summary>
    /// <returns>Its SHA-256, lower-case hex.</returns>
    /// <exception cref="CorruptObjectException">The store does not give back what was stored.</exception>
    public async Task<string> PutAsync(ReadOnlyMemory<byte> artifact, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(artifact.Span));
        using var content = new MemoryStream(artifact.ToArray(), writable: false);
        await objects.PutIfAbsentAsync(KeyOf(sha256), content, cancellationToken);
        await GetAsync(sha256, cancellationToken);
        return sha256;
    }

    /// <exception cref="CorruptObjectException">There is no such artifact, or its content has another SHA-256.</exception>
    public async Task<byte[]> GetAsync(string sha256, CancellationToken cancellationToken)
    {
        await using var content = await objects.OpenReadAsync(KeyOf(sha256), cancellationToken)
            ?? throw new CorruptObjectException($"The object store holds no {KeyOf(sha256)}; publish the model again.");
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken);
        var artifact = buffer.ToArray();
        var actual = Convert.ToHexStringLower(SHA256.HashData(artifact));
        return actual == sha256
            ? artifact
            : throw new CorruptObjectException($"{KeyOf(sha256)} has the SHA-256 {actual}: it was changed or damaged in the object store.");
    }

    private static string KeyOf(string sha256) => $"models/{sha256}.json";
}
