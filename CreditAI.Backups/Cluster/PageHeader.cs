using System.Buffers.Binary;
using NpgsqlTypes;

namespace CreditAI.Backups.Cluster;

/// <summary>The first bytes of a data page, as a little-endian server writes them.</summary>
internal static class PageHeader
{
    public const int PageSize = 8192;
    public const uint BlocksPerSegment = 131072;

    /// <summary>The bytes that hold the LSN.</summary>
    public const int LsnLength = 8;

    private const int UpperAt = 14;

    /// <summary>Of the last change to the page that was logged. The two halves are stored high first.</summary>
    public static NpgsqlLogSequenceNumber LsnOf(ReadOnlySpan<byte> page)
        => new(((ulong)BinaryPrimitives.ReadUInt32LittleEndian(page) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(page[4..]));

    /// <summary>Whether it was allotted and never filled: pd_upper is zero.</summary>
    public static bool IsNew(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt16LittleEndian(page[UpperAt..]) == 0;
}
