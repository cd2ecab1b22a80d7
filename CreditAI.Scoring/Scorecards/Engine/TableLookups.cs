using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CreditAI.Scoring.Scorecards.Engine;

/// <summary>
/// Adds what bins earn to a tile of points. The methods without a processor's name run everywhere and are what the others must equal.
/// Bins are bytes or 16-bit numbers (<c>T</c>), and lie within their tables: <see cref="PointsEngine"/> has checked it.
/// </summary>
internal static unsafe class TableLookups
{
    /// <summary>Entries of a table that two 512-bit registers hold.</summary>
    public const int PermuteEntries = 16;

    public static void Add<T>(Span<double> points, ReadOnlySpan<T> bins, double[] table, int from = 0)
        where T : unmanaged
    {
        for (var row = from; row < points.Length; row++)
        {
            points[row] += table[Index(bins[row])];
        }
    }

    /// <summary>Four features at once: the points are loaded and stored once, not four times.</summary>
    public static void Add<T>(Span<double> points, in Four<T> bins, ReadOnlySpan<double[]> tables, int from = 0)
        where T : unmanaged
    {
        double[] table0 = tables[0], table1 = tables[1], table2 = tables[2], table3 = tables[3];
        ReadOnlySpan<T> bins0 = bins.First, bins1 = bins.Second, bins2 = bins.Third, bins3 = bins.Fourth;
        for (var row = from; row < points.Length; row++)
        {
            points[row] = points[row] + table0[Index(bins0[row])] + table1[Index(bins1[row])] + table2[Index(bins2[row])] + table3[Index(bins3[row])];
        }
    }

    public static void AddPair<TFirst, TSecond>(
        Span<double> points, ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second, PairTable table, int from = 0)
        where TFirst : unmanaged
        where TSecond : unmanaged
    {
        var (rows, columns, cells) = (table.Rows, table.Columns, table.Points);
        for (var row = from; row < points.Length; row++)
        {
            points[row] += cells[rows[Index(first[row])] + columns[Index(second[row])]];
        }
    }

    public static void AddAvx2<T>(Span<double> points, ReadOnlySpan<T> bins, double[] table)
        where T : unmanaged
    {
        var row = 0;
        fixed (double* sums = points, entries = table)
        fixed (T* indexes = bins)
        {
            for (; row <= points.Length - 4; row += 4)
            {
                Avx.Store(sums + row, Avx.Add(Avx.LoadVector256(sums + row), Gather(entries, FourIndexes(indexes + row))));
            }
        }

        Add(points, bins, table, row);
    }

    public static void AddAvx2<T>(Span<double> points, in Four<T> bins, ReadOnlySpan<double[]> tables)
        where T : unmanaged
    {
        var row = 0;
        fixed (double* sums = points, entries0 = tables[0], entries1 = tables[1], entries2 = tables[2], entries3 = tables[3])
        fixed (T* bins0 = bins.First, bins1 = bins.Second, bins2 = bins.Third, bins3 = bins.Fourth)
        {
            for (; row <= points.Length - 4; row += 4)
            {
                var sum = Avx.Add(Avx.LoadVector256(sums + row), Gather(entries0, FourIndexes(bins0 + row)));
                sum = Avx.Add(sum, Gather(entries1, FourIndexes(bins1 + row)));
                sum = Avx.Add(sum, Gather(entries2, FourIndexes(bins2 + row)));
                Avx.Store(sums + row, Avx.Add(sum, Gather(entries3, FourIndexes(bins3 + row))));
            }
        }

        Add(points, bins, tables, row);
    }

    public static void AddPairAvx2<TFirst, TSecond>(
        Span<double> points, ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second, PairTable table)
        where TFirst : unmanaged
        where TSecond : unmanaged
    {
        var row = 0;
        fixed (double* sums = points, cells = table.Points)
        fixed (TFirst* firstBins = first)
        fixed (TSecond* secondBins = second)
        fixed (int* rows = table.Rows, columns = table.Columns)
        {
            for (; row <= points.Length - 4; row += 4)
            {
                var cell = Sse2.Add(
                    Gather(rows, FourIndexes(firstBins + row)),
                    Gather(columns, FourIndexes(secondBins + row)));
                Avx.Store(sums + row, Avx.Add(Avx.LoadVector256(sums + row), Gather(cells, cell)));
            }
        }

        AddPair(points, first, second, table, row);
    }

    /// <param name="points">The tile.</param>
    /// <param name="bins">By row.</param>
    /// <param name="table">At least <see cref="PermuteEntries"/> long.</param>
    public static void AddAvx512(Span<double> points, ReadOnlySpan<byte> bins, double[] table)
    {
        var row = 0;
        fixed (double* sums = points, entries = table)
        fixed (byte* indexes = bins)
        {
            var (low, high) = (Vector512.Load(entries), Vector512.Load(entries + 8));
            for (; row <= points.Length - 8; row += 8)
            {
                var eight = Avx512F.ConvertToVector512Int64(Vector128.CreateScalarUnsafe(*(ulong*)(indexes + row)).AsByte());
                Vector512.Store(Vector512.Load(sums + row) + Avx512F.PermuteVar8x64x2(low, eight, high), sums + row);
            }
        }

        Add(points, bins, table, row);
    }

    // With a source and a mask of our own: the plain form leaves the target's old value as an input, and gathers wait for one another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Gather(double* table, Vector128<int> indexes) =>
        Avx2.GatherMaskVector256(Vector256<double>.Zero, table, indexes, Vector256<double>.AllBitsSet, sizeof(double));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Gather(int* table, Vector128<int> indexes) =>
        Avx2.GatherMaskVector128(Vector128<int>.Zero, table, indexes, Vector128<int>.AllBitsSet, sizeof(int));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> FourIndexes<T>(T* bins)
        where T : unmanaged =>
        sizeof(T) == sizeof(byte) ? Sse41.ConvertToVector128Int32((byte*)bins) : Sse41.ConvertToVector128Int32((ushort*)bins);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Index<T>(T bin)
        where T : unmanaged =>
        sizeof(T) == sizeof(byte) ? Unsafe.BitCast<T, byte>(bin) : Unsafe.BitCast<T, ushort>(bin);
}
