using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CreditAI.Ledger.Chain;

/// <summary>The hashes of the chain, SHA-256 over bytes that docs/ledger.md lists; numbers are big-endian.</summary>
internal static class LedgerHash
{
    public const int Length = 32;

    /// <summary>Chain, position, id, model version, decision and points, which a row has as columns, before its body.</summary>
    public const int RowHeaderLength = 4 + 8 + 16 + 4 + 1 + 8;

    // Kept for the next row: a hash made for each takes twice as long.
    [ThreadStatic]
    private static IncrementalHash? _rows;

    private static readonly byte[] BatchMark = "creditai-batch-1"u8.ToArray();

    /// <summary>What stands before a chain's first batch, and for a batch's protected attributes where it has none.</summary>
    public static readonly byte[] Zero = new byte[Length];

    public static void WriteRowHeader(Span<byte> header, int chain, long position, Guid id, int modelVersion, char decision, double points)
    {
        BinaryPrimitives.WriteInt32BigEndian(header, chain);
        BinaryPrimitives.WriteInt64BigEndian(header[4..], position);
        id.TryWriteBytes(header.Slice(12, 16), bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(header[28..], modelVersion);
        header[32] = (byte)decision;
        BinaryPrimitives.WriteDoubleBigEndian(header[33..], points);
    }

    /// <param name="headerAndBody">A row's header and its body behind it.</param>
    /// <param name="hash">Receives 32 bytes.</param>
    public static void OfRow(ReadOnlySpan<byte> headerAndBody, Span<byte> hash)
    {
        _rows ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _rows.AppendData(headerAndBody);
        _rows.GetHashAndReset(hash);
    }

    public static byte[] OfBatch(int chain, long number, long first, int count, DateTimeOffset committedAt, byte[] previous, byte[] rowsHash, byte[] guardedHash)
    {
        Span<byte> bytes = stackalloc byte[16 + 4 + 8 + 8 + 4 + 8 + (3 * Length)];
        BatchMark.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], chain);
        BinaryPrimitives.WriteInt64BigEndian(bytes[20..], number);
        BinaryPrimitives.WriteInt64BigEndian(bytes[28..], first);
        BinaryPrimitives.WriteInt32BigEndian(bytes[36..], count);
        BinaryPrimitives.WriteInt64BigEndian(bytes[40..], (committedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        previous.CopyTo(bytes[48..]);
        rowsHash.CopyTo(bytes[80..]);
        guardedHash.CopyTo(bytes[112..]);
        return SHA256.HashData(bytes);
    }

    /// <param name="salt">The batch's.</param>
    /// <param name="said">Per decision the JSON text of its protected attributes, or null.</param>
    public static byte[] OfGuarded(byte[] salt, IEnumerable<string?> said)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        Span<byte> length = stackalloc byte[4];
        foreach (var text in said)
        {
            var bytes = text is null ? [] : System.Text.Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(length, text is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}
