using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Counterfactuals;

/// <summary>Points that two moves gain together beyond what each gains alone, from the pairs' tables.</summary>
internal sealed class Interactions
{
    private readonly ushort[] _bins;
    private readonly Dictionary<(int First, int Second), (PairTerm Pair, double Most)> _pairs = [];

    public Interactions(Scorecard scorecard, ushort[] bins, MovableFeature[] features)
    {
        _bins = bins;
        var moves = features.ToDictionary(feature => feature.Slot, feature => feature.Moves);
        foreach (var pair in scorecard.Pairs)
        {
            if (moves.TryGetValue(pair.First, out var first) && moves.TryGetValue(pair.Second, out var second))
            {
                _pairs[(pair.First, pair.Second)] = (pair, first.Max(move => second.Max(other => Of(pair, move.Bin, other.Bin))));
            }
        }
    }

    /// <param name="first">The lower slot.</param>
    /// <param name="second">The higher slot.</param>
    public bool Between(int first, int second) => _pairs.ContainsKey((first, second));

    /// <summary>The most that any moves of the two gain together.</summary>
    public double Most(int first, int second) => _pairs.TryGetValue((first, second), out var found) ? Math.Max(0, found.Most) : 0;

    public double Of(int first, ushort firstBin, int second, ushort secondBin) =>
        _pairs.TryGetValue((first, second), out var found) ? Of(found.Pair, firstBin, secondBin) : 0;

    private double Of(PairTerm pair, ushort first, ushort second) =>
        pair.PointsOf(first, second) - pair.PointsOf(first, _bins[pair.Second])
        - pair.PointsOf(_bins[pair.First], second) + pair.PointsOf(_bins[pair.First], _bins[pair.Second]);
}
