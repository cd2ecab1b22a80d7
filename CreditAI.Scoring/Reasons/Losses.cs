using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Reasons;

/// <summary>What an application's bins and pairs lost against a basis: the difference of what the basis aims at and the points that scoring looked up.</summary>
internal sealed class Losses
{
    private readonly FeatureTerm[] _terms;
    private readonly double[] _aims;
    private readonly PairTerm[] _pairs;
    private readonly double[] _pairAims;

    public Losses(Scorecard scorecard, ReasonBasis basis)
    {
        (_terms, _pairs) = ([.. scorecard.Terms], [.. scorecard.Pairs]);
        _aims = [.. _terms.Select(term => basis == ReasonBasis.Best ? term.BestPoints : term.MeanPoints)];
        _pairAims = [.. _pairs.Select(pair => basis == ReasonBasis.Best ? pair.BestPoints : pair.MeanPoints)];
    }

    /// <param name="bins">This scorecard's bins.</param>
    /// <param name="lost">Receives points lost, by slot.</param>
    public void Look(ReadOnlySpan<ushort> bins, Span<double> lost)
    {
        for (var slot = 0; slot < _terms.Length; slot++)
        {
            lost[slot] = _aims[slot] - _terms[slot].PointsOf(bins[slot]);
        }

        for (var index = 0; index < _pairs.Length; index++)
        {
            var pair = _pairs[index];
            var half = (_pairAims[index] - pair.PointsOf(bins[pair.First], bins[pair.Second])) / 2;
            lost[pair.First] += half;
            lost[pair.Second] += half;
        }
    }
}
