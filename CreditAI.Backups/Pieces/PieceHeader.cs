using System.Buffers.Binary;
using System.Security.Cryptography;
using CreditAI.Ledger.Keys;

namespace CreditAI.Backups.Pieces;

/// <summary>
/// The first 80 bytes of a piece, in clear: magic "CAIP", version, compression, two zero bytes, chunk size (little endian), the
/// master key's id (8 bytes) and the piece's own key wrapped by it (60 bytes: nonce, ciphertext, tag).
/// </summary>
internal sealed record PieceHeader(Compression Compression, int ChunkSize, string MasterKeyId, byte[] WrappedKey)
{
    public const int Length = 80;
    public const byte Version = 1;
    public const int LargestChunk = 64 * 1024 * 1024;

    private const int KeyIdAt = 12;
    private const int WrappedKeyAt = 20;

    private static ReadOnlySpan<byte> Magic => "CAIP"u8;

    /// <summary>A header with a new key, and that key.</summary>
    public static (PieceHeader Header, byte[] Key) New(string name, MasterKeys masters, Compression compression, int chunkSize)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return (new PieceHeader(compression, chunkSize, masters.CurrentId, masters.Wrap(key, Purpose(name))), key);
    }

    /// <exception cref="LostKeyException">Its master key is not configured.</exception>
    /// <exception cref="DamagedPieceException">The wrapped key is damaged or another piece's.</exception>
    public byte[] OpenKey(string name, MasterKeys masters)
    {
        masters.Require(MasterKeyId);
        try
        {
            return masters.Unwrap(MasterKeyId, WrappedKey, Purpose(name));
        }
        catch (LostKeyException exception)
        {
            throw new DamagedPieceException(name, "its header was changed, or it is another piece's content", exception);
        }
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        bytes[4] = Version;
        bytes[5] = (byte)Compression;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), ChunkSize);
        Convert.FromHexString(MasterKeyId).CopyTo(bytes, KeyIdAt);
        WrappedKey.CopyTo(bytes, WrappedKeyAt);
        return bytes;
    }

    /// <exception cref="DamagedPieceException">It is no header of a version that is known here.</exception>
    public static PieceHeader Parse(string name, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length || !bytes[..4].SequenceEqual(Magic))
        {
            throw new DamagedPieceException(name, "it does not begin as a piece does");
        }

        if (bytes[4] != Version)
        {
            throw new DamagedPieceException(name, $"it is of format {bytes[4]}, and this program reads format {Version}: take the version of CreditAI that wrote it");
        }

        var chunkSize = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (!Enum.IsDefined((Compression)bytes[5]) || chunkSize is < 1 or > LargestChunk || bytes[6] != 0 || bytes[7] != 0)
        {
            throw new DamagedPieceException(name, "its header names a compression or a chunk size that does not exist");
        }

        return new PieceHeader(
            (Compression)bytes[5], chunkSize, Convert.ToHexStringLower(bytes.Slice(KeyIdAt, WrappedKeyAt - KeyIdAt)), bytes[WrappedKeyAt..Length].ToArray());
    }

    private static string Purpose(string name) => $"backup piece {name}";
}
