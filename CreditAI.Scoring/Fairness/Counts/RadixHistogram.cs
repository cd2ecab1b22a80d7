using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CreditAI.Scoring.Fairness.Counts;

/// <summary>
/// Counts rows by the mixed-radix number that their digits make, the last column's running fastest. A block's numbers are made by
/// vectors into a buffer that stays in the nearest cache, then counted in several tables in turn: equal numbers one after another,
/// which are the rule here, would otherwise wait for each other's store.
/// </summary>
internal static class RadixHistogram
{
    // The methods below loop long enough to be compiled well at once, not only after many calls.
    private const int Block = 4096;
    private const int ByteCells = 256;
    private const int ByteTables = 8;
    private const int WordTables = 4;

    // More cells than this in four tables would not stay in the nearest cache.
    private const int MostInterleaved = 2048;

    /// <param name="columns">Of one length.</param>
    /// <param name="cells">Product of the radixes, at most 65,536.</param>
    /// <exception cref="ArgumentException">A digit is not below its radix.</exception>
    public static long[] Count(ReadOnlySpan<RadixColumn> columns, int cells)
    {
        var rows = columns[0].Digits.Length;
        var tables = cells <= ByteCells ? ByteTables : cells <= MostInterleaved ? WordTables : 1;
        var stride = Math.Max(cells, ByteCells);
        var counts = new uint[tables * stride];
        var bytes = new byte[Math.Min(Block, rows)];
        var words = cells > ByteCells ? new ushort[bytes.Length] : [];
        for (var start = 0; start < rows; start += Block)
        {
            var length = Math.Min(Block, rows - start);
            foreach (var column in columns)
            {
                Validate(column.Digits.Span.Slice(start, length), column.Radix);
            }

            if (cells <= ByteCells)
            {
                Combine(columns, start, bytes.AsSpan(0, length));
                CountBytes(bytes.AsSpan(0, length), counts);
            }
            else
            {
                Combine(columns, start, words.AsSpan(0, length));
                CountWords(words.AsSpan(0, length), counts, cells, tables);
            }
        }

        return Total(counts, cells, stride);
    }

    /// <summary>The oracle: a row at a time, as it is said.</summary>
    internal static long[] CountPlainly(ReadOnlySpan<RadixColumn> columns, int cells)
    {
        var counts = new long[cells];
        for (var row = 0; row < columns[0].Digits.Length; row++)
        {
            var number = 0;
            foreach (var column in columns)
            {
                number = (number * column.Radix) + column.Digits.Span[row];
            }

            counts[number]++;
        }

        return counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Validate(ReadOnlySpan<byte> digits, int radix)
    {
        if (radix == 256)
        {
            return;
        }

        var (most, row) = ((byte)0, 0);
        if (Vector256.IsHardwareAccelerated && digits.Length >= Vector256<byte>.Count)
        {
            var largest = Vector256<byte>.Zero;
            for (; row <= digits.Length - Vector256<byte>.Count; row += Vector256<byte>.Count)
            {
                largest = Vector256.Max(largest, Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(digits), (nuint)row));
            }

            for (var lane = 0; lane < Vector256<byte>.Count; lane++)
            {
                most = Math.Max(most, largest[lane]);
            }
        }

        for (; row < digits.Length; row++)
        {
            most = Math.Max(most, digits[row]);
        }

        if (most >= radix)
        {
            throw new ArgumentException($"a code of {most} where codes are below {radix}", nameof(digits));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine(ReadOnlySpan<RadixColumn> columns, int start, Span<byte> numbers)
    {
        columns[0].Digits.Span.Slice(start, numbers.Length).CopyTo(numbers);
        foreach (var column in columns[1..])
        {
            var digits = column.Digits.Span.Slice(start, numbers.Length);
            var row = 0;
            if (Vector256.IsHardwareAccelerated)
            {
                // There is no product of bytes: the even and the odd ones are multiplied in sixteen bits each.
                var (radix, low) = (Vector256.Create((ushort)column.Radix), Vector256.Create((ushort)0xFF));
                ref var to = ref MemoryMarshal.GetReference(numbers);
                ref var from = ref MemoryMarshal.GetReference(digits);
                for (; row <= numbers.Length - Vector256<byte>.Count; row += Vector256<byte>.Count)
                {
                    var pairs = Vector256.LoadUnsafe(ref to, (nuint)row).AsUInt16();
                    var even = (pairs & low) * radix;
                    var odd = Vector256.ShiftLeft(Vector256.ShiftRightLogical(pairs, 8) * radix, 8);
                    (Vector256.LoadUnsafe(ref from, (nuint)row) + (even | odd).AsByte()).StoreUnsafe(ref to, (nuint)row);
                }
            }

            for (; row < numbers.Length; row++)
            {
                numbers[row] = (byte)((numbers[row] * column.Radix) + digits[row]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine(ReadOnlySpan<RadixColumn> columns, int start, Span<ushort> numbers)
    {
        numbers.Clear();
        foreach (var column in columns)
        {
            var digits = column.Digits.Span.Slice(start, numbers.Length);
            var row = 0;
            if (Vector256.IsHardwareAccelerated)
            {
                var radix = Vector256.Create((ushort)column.Radix);
                ref var to = ref MemoryMarshal.GetReference(numbers);
                ref var from = ref MemoryMarshal.GetReference(digits);
                for (; row <= numbers.Length - Vector256<ushort>.Count; row += Vector256<ushort>.Count)
                {
                    var wide = Vector256.WidenLower(Vector128.LoadUnsafe(ref from, (nuint)row).ToVector256Unsafe());
                    ((Vector256.LoadUnsafe(ref to, (nuint)row) * radix) + wide).StoreUnsafe(ref to, (nuint)row);
                }
            }

            for (; row < numbers.Length; row++)
            {
                numbers[row] = (ushort)((numbers[row] * column.Radix) + digits[row]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountBytes(ReadOnlySpan<byte> numbers, uint[] counts)
    {
        // A byte cannot leave a table of 256, and the eight tables lie one behind the other.
        ref var table = ref MemoryMarshal.GetArrayDataReference(counts);
        var eights = MemoryMarshal.Cast<byte, ulong>(numbers);
        foreach (var eight in eights)
        {
            Unsafe.Add(ref table, (nuint)(byte)eight)++;
            Unsafe.Add(ref table, (nuint)(byte)(eight >> 8) + 256)++;
            Unsafe.Add(ref table, (nuint)(byte)(eight >> 16) + 512)++;
            Unsafe.Add(ref table, (nuint)(byte)(eight >> 24) + 768)++;
            Unsafe.Add(ref table, (nuint)(byte)(eight >> 32) + 1024)++;
            Unsafe.Add(ref table, (nuint)(byte)(eight >> 40) + 1280)++;
            Unsafe.Add(ref table, (nuint)(byte)(eight >> 48) + 1536)++;
            Unsafe.Add(ref table, (nuint)(eight >> 56) + 1792)++;
        }

        foreach (var number in numbers[(eights.Length * sizeof(ulong))..])
        {
            counts[number]++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountWords(ReadOnlySpan<ushort> numbers, uint[] counts, int cells, int tables)
    {
        // Every number is below the cells, since every digit was found below its radix.
        ref var table = ref MemoryMarshal.GetArrayDataReference(counts);
        var next = (nuint)(tables == 1 ? 0 : cells);
        var fours = MemoryMarshal.Cast<ushort, ulong>(numbers);
        foreach (var four in fours)
        {
            Unsafe.Add(ref table, (nuint)(ushort)four)++;
            Unsafe.Add(ref table, (nuint)(ushort)(four >> 16) + next)++;
            Unsafe.Add(ref table, (nuint)(ushort)(four >> 32) + (2 * next))++;
            Unsafe.Add(ref table, (nuint)(four >> 48) + (3 * next))++;
        }

        foreach (var number in numbers[(fours.Length * 4)..])
        {
            counts[number]++;
        }
    }

    private static long[] Total(uint[] counts, int cells, int stride)
    {
        var total = new long[cells];
        for (var index = 0; index < counts.Length; index++)
        {
            if (index % stride is var cell && cell < cells)
            {
                total[cell] += counts[index];
            }
        }

        return total;
    }
}
