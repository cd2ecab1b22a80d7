using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Scorecards.Engine;

namespace CreditAI.Scoring.Reasons;

/// <summary>What each bin and each pair's cell lost against a basis, worked out once per scorecard so that explaining a row only looks up.</summary>
internal sealed class LossTables
{
    private readonly int[] _starts;
    private readonly double[] _lost;
    private readonly PairTable[] _pairs;
    private readonly double[][] _halves;

    public LossTables(Scorecard scorecard, ReasonBasis basis)
    {
        _starts = new int[scorecard.Terms.Count];
        var lost = new List<double>();
        for (var slot = 0; slot < _starts.Length; slot++)
        {
            var term = scorecard.Terms[slot];
            var aim = basis == ReasonBasis.Best ? term.BestPoints : term.MeanPoints;
            _starts[slot] = lost.Count;
            lost.AddRange(term.Bins.Select(bin => aim - bin.Points));
        }

        _lost = [.. lost];
        _pairs = [.. scorecard.Pairs.Select(pair => new PairTable(pair))];
        _halves = [.. scorecard.Pairs.Select(pair => Halves(pair, basis == ReasonBasis.Best ? pair.BestPoints : pair.MeanPoints))];
    }

    /// <param name="bins">This scorecard's bins.</param>
    /// <param name="lost">Receives points lost, by slot.</param>
    public void Look(ReadOnlySpan<ushort> bins, Span<double> lost)
    {
        for (var slot = 0; slot < bins.Length; slot++)
        {
            lost[slot] = _lost[_starts[slot] + bins[slot]];
        }

        for (var index = 0; index < _pairs.Length; index++)
        {
            var pair = _pairs[index];
            var half = _halves[index][pair.Rows[bins[pair.First]] + pair.Columns[bins[pair.Second]]];
            lost[pair.First] += half;
            lost[pair.Second] += half;
        }
    }

    private static double[] Halves(PairTerm pair, double aim) => [.. pair.Points.ToArray().Select(points => (aim - points) / 2)];
}
