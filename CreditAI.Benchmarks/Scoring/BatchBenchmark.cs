using System.Numerics;
using System.Runtime.InteropServices;
using CreditAI.Benchmarks.Measuring;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Benchmarks.Scoring;

/// <summary>A million applications on one core, from bins and from raw numbers, beside the same rows one at a time.</summary>
internal sealed class BatchBenchmark : IBenchmark
{
    private const double BinnedTarget = 100e6;
    private const double RawTarget = 5e6;

    public string Name => "batch";

    public IEnumerable<Figure> Run()
    {
        foreach (var pairs in (int[])[0, 10])
        {
            var made = new SyntheticCard(pairs);
            var points = new double[SyntheticCard.Rows];
            var seconds = SideBySide.Medians(
                () => made.Card.Points(made.Encoded, points),
                () => made.Card.Points(made.Columns, points),
                () => OneByOne(made, points),
                () => Read(made));
            var rates = seconds.Select(taken => SyntheticCard.Rows / taken).ToArray();
            var what = pairs == 0 ? "20 features" : $"20 features, {pairs} pairs";
            yield return Figure($"binned rows, {what}", rates[0], pairs == 0 ? BinnedTarget : null, "one row at a time", rates[2]);
            yield return Figure($"raw rows, {what}", rates[1], pairs == 0 ? RawTarget : null, "adding up the raw numbers", rates[3]);
        }
    }

    private static Figure Figure(string name, double rate, double? target, string peer, double peerRate) => new(
        name,
        Units.Millions(rate),
        target is { } least ? "≥ " + Units.Millions(least) : "",
        target is null ? null : rate >= target,
        $"{peer}: {Units.Millions(peerRate)}",
        rate / peerRate);

    private static void OneByOne(SyntheticCard made, double[] points)
    {
        Span<ushort> bins = stackalloc ushort[made.Columns.Length];
        for (var row = 0; row < points.Length; row++)
        {
            made.Encoded.CopyRow(row, bins);
            points[row] = made.Card.Score(bins).Points;
        }
    }

    // What memory alone allows: every number read once.
    private static void Read(SyntheticCard made)
    {
        var sums = Vector<double>.Zero;
        foreach (var column in made.Columns)
        {
            foreach (var values in MemoryMarshal.Cast<double, Vector<double>>(((NumericColumn)column).Values))
            {
                sums += values;
            }
        }

        GC.KeepAlive(sums[0]);
    }
}
