using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CreditAI.Backups.Cluster;

/// <summary>
/// PostgreSQL's data page checksum: 32 interleaved FNV-1a sums with a shift, folded, and mixed with the block number
/// (src/include/storage/checksum_impl.h describes it).
/// </summary>
internal static class PageChecksum
{
    private const int Sums = 32;
    private const uint Prime = 16777619;
    private const int ChecksumAt = 8;

    private static readonly uint[] Seeds =
    [
        0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2, 0x83E13D2C,
        0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C, 0xF718902A, 0x0B1C9CDB,
        0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979, 0xCCA6C0B2, 0x304A0979, 0x85AA43D4,
        0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E, 0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756,
    ];

    /// <summary>Whether the page's own checksum is right for its block number. A page that was never written is all zero and has none.</summary>
    /// <param name="page">8,192 bytes; its checksum field is zeroed for a moment.</param>
    /// <param name="block">Within the relation, over all segments.</param>
    public static bool IsRight(Span<byte> page, uint block)
    {
        var stored = BinaryPrimitives.ReadUInt16LittleEndian(page[ChecksumAt..]);
        if (PageHeader.IsNew(page))
        {
            return !page.ContainsAnyExcept((byte)0);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(page[ChecksumAt..], 0);
        var sum = Compute(page) ^ block;
        BinaryPrimitives.WriteUInt16LittleEndian(page[ChecksumAt..], stored);
        return stored == (ushort)((sum % 65535) + 1);
    }

    private static uint Compute(ReadOnlySpan<byte> page)
    {
        ref var seed = ref MemoryMarshal.GetArrayDataReference(Seeds);
        var s0 = Vector256.LoadUnsafe(ref seed);
        var s1 = Vector256.LoadUnsafe(ref seed, 8);
        var s2 = Vector256.LoadUnsafe(ref seed, 16);
        var s3 = Vector256.LoadUnsafe(ref seed, 24);
        var words = MemoryMarshal.Cast<byte, uint>(page);
        ref var word = ref MemoryMarshal.GetReference(words);
        for (nuint at = 0; at < (nuint)words.Length; at += Sums)
        {
            s0 = Mix(s0, Vector256.LoadUnsafe(ref word, at));
            s1 = Mix(s1, Vector256.LoadUnsafe(ref word, at + 8));
            s2 = Mix(s2, Vector256.LoadUnsafe(ref word, at + 16));
            s3 = Mix(s3, Vector256.LoadUnsafe(ref word, at + 24));
        }

        for (var round = 0; round < 2; round++)
        {
            s0 = Mix(s0, Vector256<uint>.Zero);
            s1 = Mix(s1, Vector256<uint>.Zero);
            s2 = Mix(s2, Vector256<uint>.Zero);
            s3 = Mix(s3, Vector256<uint>.Zero);
        }

        var folded = s0 ^ s1 ^ s2 ^ s3;
        uint result = 0;
        for (var lane = 0; lane < Vector256<uint>.Count; lane++)
        {
            result ^= folded[lane];
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Mix(Vector256<uint> sum, Vector256<uint> value)
    {
        var mixed = sum ^ value;
        return (mixed * Prime) ^ Vector256.ShiftRightLogical(mixed, 17);
    }
}
