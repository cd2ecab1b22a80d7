using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>
/// The pass over the rows that the time goes into: adds the last step to the scores, and sums gradient and curvature of the
/// logistic loss by the next table's cells, block by block so that nothing leaves the first cache. Even and odd rows have sums of
/// their own, added at the end, since consecutive rows often share a cell and would wait for each other. The order of additions is
/// fixed, so the sums are too. Cells are not bounds-checked: the caller's steps and counts cover every cell of its codes.
/// </summary>
internal sealed class GradientKernel(BoostedRows rows, PenaltyTerms? penalty = null)
{
    private const int Block = 512;

    // Further out a probability in single precision is 0 or 1, and e^x must stay finite.
    private const float Furthest = 40;

    private readonly ulong[] _slopes = new ulong[Block];
    private readonly float[] _probabilities = new float[Block];
    private Vector128<double>[] _even = [];
    private Vector128<double>[] _odd = [];

    /// <param name="applied">Cell by row of the table that took the last step; empty when none did.</param>
    /// <param name="step">What its cells gained.</param>
    /// <param name="cells">Cell by row of the table to sum by.</param>
    /// <param name="count">How many cells it has.</param>
    /// <returns>Sum of gradients (favourable less expected) and of curvatures by cell; valid until the next call.</returns>
    public ReadOnlySpan<Vector128<double>> Sum(ReadOnlySpan<ushort> applied, ReadOnlySpan<float> step, ReadOnlySpan<ushort> cells, int count)
    {
        if (_even.Length < count)
        {
            (_even, _odd) = (new Vector128<double>[count], new Vector128<double>[count]);
        }

        var even = _even.AsSpan(0, count);
        var odd = _odd.AsSpan(0, count);
        even.Clear();
        odd.Clear();
        for (var start = 0; start < rows.Scores.Length; start += Block)
        {
            var length = Math.Min(Block, rows.Scores.Length - start);
            if (!applied.IsEmpty)
            {
                Advance(rows.Scores.AsSpan(start, length), applied.Slice(start, length), step);
            }

            Differentiate(start, length);
            penalty?.Add(rows.Groups.AsSpan(start, length), rows.Weights.AsSpan(start, length), _probabilities, MemoryMarshal.Cast<ulong, float>(_slopes.AsSpan()));
            Scatter(cells.Slice(start, length), _slopes, even, odd);
        }

        penalty?.Turn();
        for (var cell = 0; cell < count; cell++)
        {
            even[cell] += odd[cell];
        }

        return even;
    }

    /// <summary>Adds each row's cell's step to its score.</summary>
    public static void Advance(Span<float> scores, ReadOnlySpan<ushort> cells, ReadOnlySpan<float> step)
    {
        ref var table = ref MemoryMarshal.GetReference(step);
        for (var index = 0; index < scores.Length; index++)
        {
            scores[index] += Unsafe.Add(ref table, (nint)cells[index]);
        }
    }

    /// <summary>Fills the block's probabilities, and its gradients and curvatures interleaved.</summary>
    private void Differentiate(int start, int length)
    {
        var scores = rows.Scores.AsSpan(start, length);
        var targets = rows.Targets.AsSpan(start, length);
        var weights = rows.Weights.AsSpan(start, length);
        var lane = Vector256<float>.Count;
        var (low, high) = (Vector256.Create(-Furthest), Vector256.Create(Furthest));
        for (var index = 0; index < length; index += lane)
        {
            var score = Vector256.Min(Vector256.Max(Vector256.Create((ReadOnlySpan<float>)scores.Slice(index, lane)), low), high);
            var weight = Vector256.Create((ReadOnlySpan<float>)weights.Slice(index, lane));
            var against = Vector256.Exp(-score);
            var probability = Vector256<float>.One / (Vector256<float>.One + against);
            var gradient = (weight * (Vector256.Create((ReadOnlySpan<float>)targets.Slice(index, lane)) - probability)).AsUInt32();
            var curvature = (weight * against * probability * probability).AsUInt32();
            probability.CopyTo(_probabilities.AsSpan(index));
            (Vector256.WidenLower(gradient) | (Vector256.WidenLower(curvature) << 32)).CopyTo(_slopes.AsSpan(index));
            (Vector256.WidenUpper(gradient) | (Vector256.WidenUpper(curvature) << 32)).CopyTo(_slopes.AsSpan(index + (lane / 2)));
        }
    }

    private static void Scatter(ReadOnlySpan<ushort> cells, ReadOnlySpan<ulong> slopes, Span<Vector128<double>> even, Span<Vector128<double>> odd)
    {
        ref var first = ref MemoryMarshal.GetReference(even);
        ref var second = ref MemoryMarshal.GetReference(odd);
        for (var index = 0; index + 1 < cells.Length; index += 2)
        {
            Unsafe.Add(ref first, (nint)cells[index]) += Vector128.WidenLower(Vector128.CreateScalarUnsafe(slopes[index]).AsSingle());
            Unsafe.Add(ref second, (nint)cells[index + 1]) += Vector128.WidenLower(Vector128.CreateScalarUnsafe(slopes[index + 1]).AsSingle());
        }
    }
}
