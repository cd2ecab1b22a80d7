using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Counterfactuals;

/// <summary>
/// Branch and bound over the sets of one, two and three movable features. A branch ends where even the most points that the rest can gain are too
/// few, or where it is further than what is found already.
/// </summary>
internal sealed class ChangeSearch
{
    // Sums of gains run in another order than the score's; what lies this near the cut-off is rescored before it is believed or dropped.
    private const double Rounding = 1e-9;

    private readonly Scorecard _scorecard;
    private readonly ushort[] _application;
    private readonly MovableFeature[] _features;
    private readonly Interactions _interactions;
    private readonly double _approveAt;
    private readonly double _needed;

    private readonly List<ChangeSet> _found = [];
    private readonly Move[] _chosen = new Move[ScorecardCounterfactuals.MostFeatures];
    private double _furthest;

    public ChangeSearch(Scorecard scorecard, ushort[] application, MovableFeature[] features, double approveAt, double points)
    {
        (_scorecard, _application, _features, _approveAt) = (scorecard, application, features, approveAt);
        _needed = approveAt - points - Rounding;
        _interactions = new Interactions(scorecard, application, features);
    }

    /// <returns>The nearest of each set of features, those of fewest features first.</returns>
    public IReadOnlyList<ChangeSet> Find(int most)
    {
        for (var size = 1; size <= ScorecardCounterfactuals.MostFeatures && _found.Count < most; size++)
        {
            AddSetsOf(size, most - _found.Count);
        }

        return _found;
    }

    private void AddSetsOf(int size, int wanted)
    {
        var nearest = new List<ChangeSet>();
        _furthest = double.PositiveInfinity;
        foreach (var set in Sets(new MovableFeature[size], 0, 0))
        {
            if (Covers(set) || !(Optimum(set, 0) >= _needed) || Nearest(set) is not { } found)
            {
                continue;
            }

            // After those as near: the sets come in slot order.
            var place = nearest.FindIndex(other => other.Distance > found.Distance);
            nearest.Insert(place < 0 ? nearest.Count : place, found);
            if (nearest.Count > wanted)
            {
                nearest.RemoveAt(wanted);
            }

            _furthest = nearest.Count == wanted ? nearest[^1].Distance : double.PositiveInfinity;
        }

        _found.AddRange(nearest);
    }

    private IEnumerable<MovableFeature[]> Sets(MovableFeature[] set, int depth, int from)
    {
        if (depth == set.Length)
        {
            yield return set;
            yield break;
        }

        for (var index = from; index < _features.Length; index++)
        {
            set[depth] = _features[index];
            foreach (var whole in Sets(set, depth + 1, index + 1))
            {
                yield return whole;
            }
        }
    }

    private bool Covers(MovableFeature[] set) =>
        _found.Exists(found => Array.TrueForAll(found.Slots, slot => Array.Exists(set, feature => feature.Slot == slot)));

    /// <summary>The most points that the features from a depth on can gain, whatever those before it did.</summary>
    private double Optimum(MovableFeature[] set, int depth)
    {
        var optimum = 0d;
        for (var index = depth; index < set.Length; index++)
        {
            optimum += set[index].BestGain;
            for (var before = 0; before < index; before++)
            {
                optimum += _interactions.Most(set[before].Slot, set[index].Slot);
            }
        }

        return optimum;
    }

    private ChangeSet? Nearest(MovableFeature[] set)
    {
        var optima = Enumerable.Range(0, set.Length + 1).Select(depth => Optimum(set, depth)).ToArray();
        ChangeSet? nearest = null;
        Branch(set, optima, 0, 0, 0, _furthest, ref nearest);
        return nearest;
    }

    /// <param name="set">The features.</param>
    /// <param name="optima">By depth, the most that the features from there on can gain.</param>
    /// <param name="depth">The feature whose turn it is.</param>
    /// <param name="distance">Of the moves chosen.</param>
    /// <param name="gain">Of the moves chosen.</param>
    /// <param name="bound">No further than this.</param>
    /// <param name="nearest">The best so far.</param>
    private void Branch(MovableFeature[] set, double[] optima, int depth, double distance, double gain, double bound, ref ChangeSet? nearest)
    {
        foreach (var move in set[depth].Moves)
        {
            if (distance + move.Distance > bound || (nearest is not null && distance + move.Distance >= nearest.Distance))
            {
                return;
            }

            var gained = gain + move.Gain + Together(set, depth, move.Bin);
            if (gained + optima[depth + 1] < _needed)
            {
                continue;
            }

            _chosen[depth] = move;
            if (depth + 1 < set.Length)
            {
                Branch(set, optima, depth + 1, distance + move.Distance, gained, bound, ref nearest);
            }
            else if (Confirmed(set) is { } confirmed)
            {
                nearest = confirmed;
            }
        }
    }

    private double Together(MovableFeature[] set, int depth, ushort bin)
    {
        var gain = 0d;
        for (var before = 0; before < depth; before++)
        {
            gain += _interactions.Of(set[before].Slot, _chosen[before].Bin, set[depth].Slot, bin);
        }

        return gain;
    }

    private ChangeSet? Confirmed(MovableFeature[] set)
    {
        var bins = (ushort[])_application.Clone();
        for (var index = 0; index < set.Length; index++)
        {
            bins[set[index].Slot] = _chosen[index].Bin;
        }

        var points = _scorecard.Score(bins).Points;
        return points >= _approveAt
            ? new ChangeSet(
                [.. set.Select(feature => feature.Slot)],
                [.. _chosen.Take(set.Length).Select(move => move.Bin)],
                [.. _chosen.Take(set.Length).Select(move => move.Distance)],
                points)
            : null;
    }
}
