using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Counterfactuals;

/// <summary>A feature that may change, with its moves from the application's bin, nearest first.</summary>
internal sealed class MovableFeature
{
    private MovableFeature(int slot, Move[] moves)
    {
        Slot = slot;
        Moves = moves;
        BestGain = moves.Max(move => move.Gain);
    }

    public int Slot { get; }

    public Move[] Moves { get; }

    /// <summary>The most points that a move gains while all else stays.</summary>
    public double BestGain { get; }

    /// <summary>The features that have a move.</summary>
    public static MovableFeature[] Of(Scorecard scorecard, ushort[] bins)
    {
        var allowed = Enumerable.Range(0, bins.Length).Select(slot => Allowed(scorecard.Terms[slot], bins[slot]).ToArray()).ToArray();
        var features = new List<MovableFeature>();
        for (var slot = 0; slot < bins.Length; slot++)
        {
            var moves = allowed[slot]
                .Select(bin => new Move(bin, Distance(scorecard.Terms[slot], bins[slot], bin), Gain(scorecard, bins, slot, bin)))
                .OrderBy(move => move.Distance).ThenBy(move => move.Bin);

            // Where no pair joins it to another feature that may move, a move that costs more and gains no more is of no use.
            var joined = scorecard.Pairs.Any(pair =>
                (pair.First == slot && allowed[pair.Second].Length > 0) || (pair.Second == slot && allowed[pair.First].Length > 0));
            Move[] useful = joined ? [.. moves] : [.. Rising(moves)];
            if (useful.Length > 0)
            {
                features.Add(new MovableFeature(slot, useful));
            }
        }

        return [.. features];
    }

    /// <summary>The bins that a feature may move to.</summary>
    internal static IEnumerable<ushort> Allowed(FeatureTerm term, ushort from)
    {
        var feature = term.Feature;
        if (feature.Actionable == Actionability.None || from == Binning.Other || (from == Binning.Missing && feature.MissingReason is null))
        {
            return [];
        }

        var others = Enumerable.Range(Binning.First, term.Bins.Count - Binning.First).Select(bin => (ushort)bin).Where(bin => bin != from);
        if (from == Binning.Missing || feature.Kind == FeatureKind.Categorical)
        {
            return others;
        }

        var up = feature.Actionable != Actionability.Decrease && feature.Direction != Direction.Decreasing;
        var down = feature.Actionable != Actionability.Increase && feature.Direction != Direction.Increasing;
        return others.Where(bin => bin > from ? up : down);
    }

    /// <summary>Share of the training population, 0 to 1.</summary>
    internal static double Distance(FeatureTerm term, ushort from, ushort to)
    {
        var total = 0d;
        foreach (var bin in term.Bins.Skip(Binning.First))
        {
            total += bin.Count;
        }

        if (term.Feature.Kind == FeatureKind.Categorical)
        {
            return total > 0 ? 1 - (term.Bins[to].Count / total) : 1;
        }

        return from == Binning.Missing || total == 0 ? 1 : Math.Abs(MiddleOf(to) - MiddleOf(from)) / total;

        double MiddleOf(int bin)
        {
            var below = term.Bins[bin].Count / 2;
            for (var lower = (int)Binning.First; lower < bin; lower++)
            {
                below += term.Bins[lower].Count;
            }

            return below;
        }
    }

    private static double Gain(Scorecard scorecard, ushort[] bins, int slot, ushort to)
    {
        var term = scorecard.Terms[slot];
        var gain = term.PointsOf(to) - term.PointsOf(bins[slot]);
        foreach (var pair in scorecard.Pairs)
        {
            if (pair.First == slot || pair.Second == slot)
            {
                gain += pair.PointsOf(pair.First == slot ? to : bins[pair.First], pair.Second == slot ? to : bins[pair.Second])
                    - pair.PointsOf(bins[pair.First], bins[pair.Second]);
            }
        }

        return gain;
    }

    private static IEnumerable<Move> Rising(IEnumerable<Move> moves)
    {
        var most = 0d;
        foreach (var move in moves)
        {
            if (move.Gain > most)
            {
                most = move.Gain;
                yield return move;
            }
        }
    }
}
