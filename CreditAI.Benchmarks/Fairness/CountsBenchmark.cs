using System.Numerics;
using System.Runtime.InteropServices;
using CreditAI.Benchmarks.Measuring;
using CreditAI.Scoring.Fairness.Counts;

namespace CreditAI.Benchmarks.Fairness;

/// <summary>All fairness counts of ten million decisions by two protected attributes and their intersection, on one core.</summary>
internal sealed class CountsBenchmark : IBenchmark
{
    private const int Rows = 10_000_000;
    private const int FirstGroups = 5;
    private const int SecondGroups = 3;
    private const int Outcomes = 3;
    private const double Target = 15e-3;

    public string Name => "counts";

    public IEnumerable<Figure> Run()
    {
        var (first, second, approved, outcomes) = (Draw(FirstGroups, 1), Draw(SecondGroups, 2), Draw(2, 3), Draw(Outcomes, 4));
        GroupCodes[] attributes = [new(first, FirstGroups), new(second, SecondGroups)];
        var seconds = SideBySide.Medians(
            () => DecisionCounts.Count(attributes, approved, outcomes),
            () => CountRowByRow(first, second, approved, outcomes),
            () => Read(first, second, approved, outcomes));
        yield return Figure("a row at a time", seconds[1]);
        yield return Figure("reading the same bytes", seconds[2]);

        Figure Figure(string peer, double taken) => new(
            "all fairness counts, 10 M decisions x 2", Units.Milliseconds(seconds[0]), "≤ " + Units.Milliseconds(Target), seconds[0] <= Target,
            $"{peer}: {Units.Milliseconds(taken)}", taken / seconds[0]);
    }

    private static byte[] Draw(int codes, int seed)
    {
        var random = new Random(seed);
        var drawn = new byte[Rows];
        for (var row = 0; row < drawn.Length; row++)
        {
            drawn[row] = (byte)random.Next(codes);
        }

        return drawn;
    }

    private static void CountRowByRow(byte[] first, byte[] second, byte[] approved, byte[] outcomes)
    {
        var cells = new long[FirstGroups * SecondGroups * 2 * Outcomes];
        for (var row = 0; row < first.Length; row++)
        {
            cells[(((((first[row] * SecondGroups) + second[row]) * 2) + approved[row]) * Outcomes) + outcomes[row]]++;
        }

        GC.KeepAlive(cells);
    }

    // What memory alone allows.
    private static void Read(params byte[][] columns)
    {
        var bits = Vector<byte>.Zero;
        foreach (var column in columns)
        {
            foreach (var codes in MemoryMarshal.Cast<byte, Vector<byte>>(column))
            {
                bits |= codes;
            }
        }

        GC.KeepAlive(bits[0]);
    }
}
