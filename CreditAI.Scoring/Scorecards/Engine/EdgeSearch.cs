using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CreditAI.Scoring.Scorecards.Engine;

/// <summary>
/// Bins of numbers, one or many at once, by a search that takes the same steps whatever the value: no branch to mispredict. What a value's bin is,
/// <see cref="NumericBinning.BinOf(double)"/> says; this gives the same.
/// </summary>
internal sealed unsafe class EdgeSearch
{
    private const int BlockLength = 16; // Two cache lines.

    private readonly double[] _edges;
    private readonly int _firstStep;
    private readonly EdgeSearch? _blocks;
    private readonly double _minimum;
    private readonly double _maximum;

    /// <param name="edges">Strictly ascending.</param>
    /// <param name="minimum">Smallest valid value.</param>
    /// <param name="maximum">Largest valid value.</param>
    public EdgeSearch(ReadOnlySpan<double> edges, double minimum, double maximum)
    {
        // Filled up with what no value reaches, so that every search is as long, and ends before the end.
        _edges = new double[Math.Max(BlockLength, BitOperations.RoundUpToPowerOf2((uint)edges.Length + 1))];
        Array.Fill(_edges, double.NaN);
        edges.CopyTo(_edges);
        _firstStep = _edges.Length >> 1;
        (_minimum, _maximum) = (minimum, maximum);
        if (_edges.Length > BlockLength)
        {
            _blocks = new EdgeSearch([.. Enumerable.Range(1, edges.Length / BlockLength).Select(block => _edges[(block * BlockLength) - 1])], minimum, maximum);
        }
    }

    /// <summary>Bins of a binning of more than 256.</summary>
    public void Encode(ReadOnlySpan<double> values, Span<ushort> bins, InstructionSet instructions)
    {
        var row = 0;
        if (instructions != InstructionSet.Portable)
        {
            for (; row <= values.Length - 16; row += 16)
            {
                SixteenAvx2(values[row..]).CopyTo(bins[row..]);
            }
        }

        for (; row < values.Length; row++)
        {
            bins[row] = BinOf(values[row]);
        }
    }

    /// <summary>Bins of a binning of up to 256.</summary>
    public void Encode(ReadOnlySpan<double> values, Span<byte> bins, InstructionSet instructions)
    {
        var row = 0;
        if (instructions != InstructionSet.Portable)
        {
            for (; row <= values.Length - 16; row += 16)
            {
                var sixteen = SixteenAvx2(values[row..]);
                Vector128.Narrow(sixteen.GetLower(), sixteen.GetUpper()).CopyTo(bins[row..]);
            }
        }

        for (; row < values.Length; row++)
        {
            bins[row] = (byte)BinOf(values[row]);
        }
    }

    /// <summary>Of one number.</summary>
    public ushort BinOf(double value)
        => value >= _minimum && value <= _maximum ? (ushort)(Binning.First + CountUpTo(value))
            : double.IsNaN(value) ? Binning.Missing : Binning.Other;

    // Edges that are not above the value: first the blocks whose last edge is not, then those of the block behind.
    private int CountUpTo(double value)
    {
        var start = _blocks is null ? 0 : _blocks.CountUpTo(value) * BlockLength;
        var (low, high) = (Vector512.LoadUnsafe(ref _edges[start]), Vector512.LoadUnsafe(ref _edges[start + Vector512<double>.Count]));
        var sought = Vector512.Create(value);
        return start
            + BitOperations.PopCount(Vector512.LessThanOrEqual(low, sought).ExtractMostSignificantBits())
            + BitOperations.PopCount(Vector512.LessThanOrEqual(high, sought).ExtractMostSignificantBits());
    }

    private Vector256<ushort> SixteenAvx2(ReadOnlySpan<double> values)
    {
        var (value0, value1) = (Vector256.Create(values), Vector256.Create(values[4..]));
        var (value2, value3) = (Vector256.Create(values[8..]), Vector256.Create(values[12..]));
        Vector256<long> position0 = default, position1 = default, position2 = default, position3 = default;
        fixed (double* edges = _edges)
        {
            // Four searches at a time hide the gathers' latency behind one another.
            for (var step = _firstStep; step > 0; step >>= 1)
            {
                var pivots = edges + step - 1;
                var taken = Vector256.Create((long)step);
                position0 += Avx.CompareLessThanOrEqual(Gather(pivots, position0), value0).AsInt64() & taken;
                position1 += Avx.CompareLessThanOrEqual(Gather(pivots, position1), value1).AsInt64() & taken;
                position2 += Avx.CompareLessThanOrEqual(Gather(pivots, position2), value2).AsInt64() & taken;
                position3 += Avx.CompareLessThanOrEqual(Gather(pivots, position3), value3).AsInt64() & taken;
            }
        }

        return Vector256.Narrow(
            Vector256.Narrow(BinsOf(value0, position0), BinsOf(value1, position1)),
            Vector256.Narrow(BinsOf(value2, position2), BinsOf(value3, position3))).AsUInt16();
    }

    // With a source of its own, no gather waits for the one before in the same register.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Gather(double* edges, Vector256<long> positions) =>
        Avx2.GatherMaskVector256(Vector256<double>.Zero, edges, positions, Vector256<double>.AllBitsSet, sizeof(double));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<long> BinsOf(Vector256<double> values, Vector256<long> positions)
    {
        var valid = (Vector256.GreaterThanOrEqual(values, Vector256.Create(_minimum)) & Vector256.LessThanOrEqual(values, Vector256.Create(_maximum))).AsInt64();
        var present = Vector256.Equals(values, values).AsInt64();
        var bins = Vector256.ConditionalSelect(valid, positions + Vector256.Create((long)Binning.First), Vector256.Create((long)Binning.Other));
        return bins & present;
    }
}
