using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CreditAI.Ledger.Keys;

/// <summary>
/// Keyed hashes of applicant and application ids (HMAC-SHA256), by which decisions are found without an id standing in the database. Cut to
/// 64 bits for a small index: what is found is opened and compared.
/// </summary>
internal sealed class SubjectIndex(DataKeys keys)
{
    private const int LongestOnStack = 1024;

    // Kept for the next id: making the keyed hash anew costs more than hashing an id.
    [ThreadStatic]
    private static (byte[]? Key, IncrementalHash? Hash) _hashing;

    private byte[]? _key;

    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
        => _key ??= (await keys.SingleAsync(DataKeyPurpose.Index, () => RandomNumberGenerator.GetBytes(32), cancellationToken)).Key;

    public bool IsReady => _key is not null;

    /// <exception cref="InvalidOperationException">Not prepared.</exception>
    public long Lead(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(id, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    /// <summary>The whole hash: a proof that someone was erased, for who knows the id and holds the keys.</summary>
    public byte[] Hash(string id)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(id, hash);
        return hash;
    }

    private void Hash(string id, Span<byte> hash)
    {
        var key = _key ?? throw new InvalidOperationException("The index has no key yet.");
        if (!ReferenceEquals(_hashing.Key, key))
        {
            _hashing.Hash?.Dispose();
            _hashing = (key, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        }

        Span<byte> text = id.Length * 3 <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[id.Length * 3];
        _hashing.Hash!.AppendData(text[..Encoding.UTF8.GetBytes(id, text)]);
        _hashing.Hash.GetHashAndReset(hash);
    }
}
