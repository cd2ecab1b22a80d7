using System.Buffers.Binary;
using System.Security.Cryptography;
using CreditAI.Ledger.Keys;

namespace CreditAI.Backups.Pieces;

/// <summary>Opens pieces, and gives nothing of one that is not whole and unchanged.</summary>
internal static class PieceReader
{
    /// <summary>The id of the master key that a piece needs, without any key.</summary>
    /// <exception cref="DamagedPieceException">It does not begin as a piece does.</exception>
    public static string MasterKeyIdOf(string name, ReadOnlySpan<byte> piece) => PieceHeader.Parse(name, piece).MasterKeyId;

    /// <param name="name">The name that it was written under.</param>
    /// <param name="piece">As stored.</param>
    /// <param name="sha256">What the manifest says of it; null where nothing does.</param>
    /// <returns>What was written into it.</returns>
    /// <exception cref="DamagedPieceException">It is not whole and unchanged.</exception>
    /// <exception cref="LostKeyException">Its master key is not configured.</exception>
    public static ArraySegment<byte> Open(string name, ReadOnlyMemory<byte> piece, MasterKeys masters, string? sha256 = null)
    {
        if (sha256 is not null && Convert.ToHexStringLower(SHA256.HashData(piece.Span)) != sha256)
        {
            throw new DamagedPieceException(name, $"its SHA-256 is not {sha256}, as the manifest says");
        }

        var header = PieceHeader.Parse(name, piece.Span);
        using var seal = new PieceWriter.ChunkSeal(header.OpenKey(name, masters), piece.Span[..PieceHeader.Length], name);
        using var codec = new ChunkCodec(header.Compression);
        var chunks = Chunks(name, piece.Span, header);
        byte[] raw = [];
        var compressed = new byte[chunks.Max(chunk => chunk.Length)];
        var filled = 0;
        for (var index = 0; index < chunks.Count; index++)
        {
            var (at, length) = chunks[index];
            Decrypt(name, seal, index, piece.Span[(at - 4)..], length, compressed);
            if (index == 0)
            {
                raw = new byte[(long)chunks.Count * header.ChunkSize]; // Not before the header is known to be genuine.
            }

            filled += codec.Decompress(compressed, length, raw.AsSpan(filled, header.ChunkSize));
        }

        return new ArraySegment<byte>(raw, 0, filled);
    }

    private static void Decrypt(string name, PieceWriter.ChunkSeal seal, int index, ReadOnlySpan<byte> chunk, int length, byte[] output)
    {
        try
        {
            seal.Decrypt(index, chunk[..4], chunk.Slice(4, length + PieceWriter.ChunkSeal.TagLength), output.AsSpan(0, length));
        }
        catch (CryptographicException exception)
        {
            throw new DamagedPieceException(name, $"chunk {index} is not what was written there", exception);
        }
    }

    private static List<(int At, int Length)> Chunks(string name, ReadOnlySpan<byte> piece, PieceHeader header)
    {
        var chunks = new List<(int At, int Length)>();
        var at = PieceHeader.Length;
        while (true)
        {
            if (at + 4 > piece.Length)
            {
                throw new DamagedPieceException(name, "it is cut short");
            }

            var (length, isLast) = PieceWriter.Split(BinaryPrimitives.ReadUInt32LittleEndian(piece[at..]));
            at += 4;
            if (length > ChunkCodec.Bound(header.ChunkSize) || (long)at + length + PieceWriter.ChunkSeal.TagLength > piece.Length)
            {
                throw new DamagedPieceException(name, "it is cut short, or the length of a chunk was changed");
            }

            chunks.Add((at, length));
            at += length + PieceWriter.ChunkSeal.TagLength;
            if (isLast)
            {
                return at == piece.Length ? chunks : throw new DamagedPieceException(name, "something follows its last chunk");
            }
        }
    }
}
