using CreditAI.Benchmarks.Measuring;
using CreditAI.Scoring.Reasons;

namespace CreditAI.Benchmarks.Scoring;

/// <summary>One application scored and explained, with and without the reasons' texts.</summary>
internal sealed class ReasonsBenchmark : IBenchmark
{
    private const int Rows = 10_000;
    private const int Pairs = 10;
    private const double Target = 1e-6;

    public string Name => "reasons";

    public IEnumerable<Figure> Run()
    {
        var made = new SyntheticCard(Pairs);
        ushort[][] rows = [.. Enumerable.Range(0, Rows).Select(row =>
        {
            var bins = new ushort[made.Columns.Length];
            made.Encoded.CopyRow(row, bins);
            return bins;
        })];
        var seconds = SideBySide.Medians(
            () => Each(rows, bins =>
            {
                Span<PointsLost> lost = stackalloc PointsLost[ScorecardReasons.Usual];
                made.Card.Score(bins);
                made.Card.Explain(bins, ReasonBasis.Best, lost);
            }),
            () => Each(rows, bins =>
            {
                made.Card.Score(bins);
                made.Card.Reasons(bins);
            }),
            () => Each(rows, bins => made.Card.Score(bins)));
        yield return Figure("one row with reasons", seconds[0], seconds[2]);
        yield return Figure("one row with reasons in words", seconds[1], seconds[2]);
    }

    private static Figure Figure(string name, double seconds, double peer) => new(
        $"{name}, 20 features, {Pairs} pairs",
        Units.Nanoseconds(seconds / Rows),
        "≤ " + Units.Nanoseconds(Target),
        seconds / Rows <= Target,
        $"its score alone: {Units.Nanoseconds(peer / Rows)}",
        peer / seconds);

    private static void Each(ushort[][] rows, Action<ushort[]> action)
    {
        foreach (var bins in rows)
        {
            action(bins);
        }
    }
}
