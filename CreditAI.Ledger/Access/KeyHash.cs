using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace CreditAI.Ledger.Access;

/// <summary>
/// The SHA-256 of a key, as the database and the services keep it. A plain hash is right here, where a password would
/// need a slow and salted one: the secret is 256 random bits, so there is nothing to guess and no two are alike
/// (NIST SP 800-63B §5.1.2.2 asks for salt and stretching below 112 bits of entropy only), and it is checked with every request.
/// </summary>
public readonly struct KeyHash : IEquatable<KeyHash>
{
    private const int OnStack = 512;

    private readonly Hash _bytes;

    /// <param name="sha256">32 bytes.</param>
    public KeyHash(ReadOnlySpan<byte> sha256) => _bytes = MemoryMarshal.Read<Hash>(sha256);

    /// <summary>Hashes a key as it was sent. Allocates only for keys of more than 170 characters.</summary>
    public static KeyHash Of(string key)
    {
        var length = Encoding.UTF8.GetMaxByteCount(key.Length);
        Span<byte> utf8 = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        utf8 = utf8[..Encoding.UTF8.GetBytes(key, utf8)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8, hash);
        CryptographicOperations.ZeroMemory(utf8);
        return new KeyHash(hash);
    }

    public byte[] ToArray() => MemoryMarshal.AsBytes(new ReadOnlySpan<Hash>(in _bytes)).ToArray();

    /// <summary>In constant time.</summary>
    public bool Equals(KeyHash other) => CryptographicOperations.FixedTimeEquals(
        MemoryMarshal.AsBytes(new ReadOnlySpan<Hash>(in _bytes)), MemoryMarshal.AsBytes(new ReadOnlySpan<Hash>(in other._bytes)));

    public override bool Equals(object? obj) => obj is KeyHash other && Equals(other);

    // Any four bytes of a SHA-256 are as good as all of them.
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(MemoryMarshal.AsBytes(new ReadOnlySpan<Hash>(in _bytes)));

    public static bool operator ==(KeyHash left, KeyHash right) => left.Equals(right);

    public static bool operator !=(KeyHash left, KeyHash right) => !left.Equals(right);

    [System.Runtime.CompilerServices.InlineArray(SHA256.HashSizeInBytes)]
    private struct Hash
    {
        private byte _first;
    }
}
