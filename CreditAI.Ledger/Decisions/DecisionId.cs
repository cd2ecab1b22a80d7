using System.Buffers.Binary;

namespace CreditAI.Ledger.Decisions;

/// <summary>
/// A decision's id: a UUIDv7 (RFC 9562 §5.7) whose bits beside the time are its chain (18 bits) and position (44 bits), so that it is unique
/// without a lookup and found without an index of its own.
/// </summary>
internal static class DecisionId
{
    private const int PositionBits = 44;
    private const int MostChain = (1 << 18) - 1;
    private const long MostPosition = (1L << PositionBits) - 1;

    /// <exception cref="ArgumentOutOfRangeException">More chains or positions than an id holds.</exception>
    public static Guid Create(DateTimeOffset decidedAt, int chain, long position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)chain, (uint)MostChain);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)position, (ulong)MostPosition);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, decidedAt.ToUnixTimeMilliseconds() << 16);

        // The 12 bits after the version: where within the millisecond, as §6.2 (method 3) suggests.
        var withinMillisecond = (ushort)(decidedAt.Ticks % TimeSpan.TicksPerMillisecond * 4096 / TimeSpan.TicksPerMillisecond);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | withinMillisecond));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (0b10UL << 62) | ((ulong)chain << PositionBits) | (ulong)position);
        return new Guid(bytes, bigEndian: true);
    }

    /// <returns>When it was decided, to the millisecond.</returns>
    public static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16);
    }

    /// <returns>Chain and position, or null for an id that no decision of the ledger can have.</returns>
    public static (int Chain, long Position)? Locate(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        return id.Version == 7 && low >> 62 == 0b10
            ? ((int)((low >> PositionBits) & MostChain), (long)(low & MostPosition))
            : null;
    }
}
