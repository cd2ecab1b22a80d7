using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CreditAI.Scoring.Training;

/// <summary>
/// Sums of products over rows, four lanes at a time whatever the processor and without fused steps, so that every machine finds
/// the same bits.
/// </summary>
internal static class WeightedProducts
{
    // A block of every column stays in the nearest caches while all pairs are summed.
    private const int Block = 256;

    private const int Lanes = 4;

    // From here on the rows that are not 0 are summed one by one.
    private const int Sparse = 16;

    /// <summary>Σ weight · x xᵀ over rows, x being 1 and then the row's values.</summary>
    /// <param name="columns">By column, all as long as <paramref name="weights"/>.</param>
    /// <param name="weights">By row.</param>
    /// <returns>Row-major; the lower half, the rest is 0.</returns>
    public static double[] Of(double[][] columns, double[] weights)
    {
        var size = columns.Length + 1;
        var matrix = new double[size * size];
        Span<double> scaled = stackalloc double[Block];
        Span<int> present = stackalloc int[Block];
        for (var start = 0; start < weights.Length; start += Block)
        {
            var length = Math.Min(Block, weights.Length - start);
            var block = weights.AsSpan(start, length);
            matrix[0] += Sum(block);
            for (var i = 0; i < columns.Length; i++)
            {
                var values = columns[i].AsSpan(start, length);
                var count = Scale(values, block, scaled, present);
                var products = matrix.AsSpan((i + 1) * size, i + 2);
                products[0] += Sum(scaled[..length]);
                for (var j = 0; j <= i; j++)
                {
                    var other = columns[j].AsSpan(start, length);
                    products[j + 1] += count * Sparse <= length ? Dot(scaled, other, present[..count]) : Dot(scaled[..length], other);
                }
            }
        }

        return matrix;
    }

    /// <summary>Adds a multiple of the values to the sums.</summary>
    public static void Add(ReadOnlySpan<double> values, double factor, Span<double> sums)
    {
        var wide = Wide(values);
        var wideSums = MemoryMarshal.Cast<double, Vector256<double>>(sums);
        for (var index = 0; index < wide.Length; index++)
        {
            wideSums[index] += factor * wide[index];
        }

        for (var index = wide.Length * Lanes; index < values.Length; index++)
        {
            sums[index] += factor * values[index];
        }
    }

    public static double Sum(ReadOnlySpan<double> values)
    {
        var wide = Wide(values);
        var sum = Vector256<double>.Zero;
        for (var index = 0; index < wide.Length; index++)
        {
            sum += wide[index];
        }

        var total = Across(sum);
        for (var index = wide.Length * Lanes; index < values.Length; index++)
        {
            total += values[index];
        }

        return total;
    }

    public static double Dot(ReadOnlySpan<double> values, ReadOnlySpan<double> others)
    {
        var wide = Wide(values);
        var wideOthers = Wide(others)[..wide.Length];

        // Two sums, for each waits on its own last addition only.
        var (even, odd) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var index = 0;
        for (; index + 1 < wide.Length; index += 2)
        {
            even += wide[index] * wideOthers[index];
            odd += wide[index + 1] * wideOthers[index + 1];
        }

        if (index < wide.Length)
        {
            even += wide[index] * wideOthers[index];
        }

        var total = Across(even + odd);
        for (index = wide.Length * Lanes; index < values.Length; index++)
        {
            total += values[index] * others[index];
        }

        return total;
    }

    private static double Dot(ReadOnlySpan<double> values, ReadOnlySpan<double> others, ReadOnlySpan<int> rows)
    {
        double total = 0;
        foreach (var row in rows)
        {
            total += values[row] * others[row];
        }

        return total;
    }

    /// <returns>How many values are not 0; their places are in <paramref name="present"/>.</returns>
    private static int Scale(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, Span<double> scaled, Span<int> present)
    {
        var count = 0;
        for (var row = 0; row < values.Length; row++)
        {
            scaled[row] = weights[row] * values[row];
            present[count] = row;
            count += values[row] != 0 ? 1 : 0;
        }

        return count;
    }

    private static ReadOnlySpan<Vector256<double>> Wide(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, Vector256<double>>(values);

    private static double Across(Vector256<double> sum) => sum[0] + sum[1] + (sum[2] + sum[3]);
}
