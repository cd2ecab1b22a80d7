using System.Globalization;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Counterfactuals;

/// <summary>Tells a change as the widest range of values for which it is true.</summary>
internal sealed class ChangeWords(Scorecard scorecard, ushort[] application, double approveAt)
{
    // The range is judged by sums in another order than the score's; it is widened only where rounding cannot make it untrue.
    private const double Rounding = 1e-9;

    public Counterfactual Tell(ChangeSet found)
    {
        var ranges = found.Bins.Select(bin => (First: bin, Last: bin)).ToArray();
        for (var index = 0; index < ranges.Length; index++)
        {
            Widen(found, ranges, index);
        }

        return new Counterfactual(
            [.. found.Slots.Select((slot, index) => Change(slot, found.Bins[index], found.Distances[index], ranges[index]))], found.Distance, found.Points);
    }

    private void Widen(ChangeSet found, (ushort First, ushort Last)[] ranges, int index)
    {
        var term = scorecard.Terms[found.Slots[index]];
        if (term.Feature.Kind == FeatureKind.Categorical)
        {
            return;
        }

        for (int first = ranges[index].First - 1; first >= Binning.First && Holds(first, ranges[index].Last); first--)
        {
            ranges[index].First = (ushort)first;
        }

        for (int last = ranges[index].Last + 1; last < term.Bins.Count && Holds(ranges[index].First, last); last++)
        {
            ranges[index].Last = (ushort)last;
        }

        bool Holds(int first, int last)
        {
            var wider = ((ushort First, ushort Last)[])ranges.Clone();
            wider[index] = ((ushort)first, (ushort)last);
            return Least(found.Slots, wider) >= approveAt + Rounding;
        }
    }

    /// <summary>A score that no application within the ranges falls below.</summary>
    private double Least(int[] slots, (ushort First, ushort Last)[] ranges)
    {
        var least = scorecard.BasePoints;
        for (var slot = 0; slot < application.Length; slot++)
        {
            least += Bins(slot).Min(scorecard.Terms[slot].PointsOf);
        }

        foreach (var pair in scorecard.Pairs)
        {
            least += Bins(pair.First).Min(first => Bins(pair.Second).Min(second => pair.PointsOf(first, second)));
        }

        return least;

        IEnumerable<ushort> Bins(int slot)
        {
            var index = Array.IndexOf(slots, slot);
            return index < 0
                ? [application[slot]]
                : Enumerable.Range(ranges[index].First, ranges[index].Last - ranges[index].First + 1).Select(bin => (ushort)bin);
        }
    }

    private FeatureChange Change(int slot, ushort bin, double distance, (ushort First, ushort Last) range)
    {
        var term = scorecard.Terms[slot];
        var name = term.Feature.DisplayName is [var first, var second, ..] display && char.IsUpper(first) && !char.IsUpper(second)
            ? char.ToLowerInvariant(first) + display[1..]
            : term.Feature.DisplayName;
        var missing = application[slot] == Binning.Missing;
        var subject = missing ? $"the {name} been stated and been" : $"the {name} been";
        if (term.Binning is not NumericBinning numbers)
        {
            return new FeatureChange(
                slot, term.Feature.Name, application[slot], bin, null, null, ((CategoricalBinning)term.Binning).Groups[bin - Binning.First], distance,
                $"{subject} {string.Join(" or ", term.Describe(bin).Split(", "))}");
        }

        double? atLeast = range.First == Binning.First ? null : numbers.Edges[range.First - Binning.First - 1];
        double? below = range.Last == term.Bins.Count - 1 ? null : numbers.Edges[range.Last - Binning.First];
        var text = (atLeast, below) switch
        {
            ({ } low, { } high) => $"{subject} at least {Figure(low, up: true)} and below {Figure(high, up: false)}",
            ({ } low, null) => $"{subject} at least {Figure(low, up: true)}",
            (null, { } high) => $"{subject} below {Figure(high, up: false)}",

            // Every value is enough only where there is none yet: any other feature's own value was not.
            _ => $"the {name} been stated, whatever it is",
        };
        return new FeatureChange(slot, term.Feature.Name, application[slot], bin, atLeast, below, [], distance, text);
    }

    // Six digits read well, but must not promise a value that would not do.
    private static string Figure(double value, bool up)
    {
        var text = value.ToString("G6", CultureInfo.InvariantCulture);
        var read = double.Parse(text, CultureInfo.InvariantCulture);
        return (up ? read >= value : read <= value) && !text.Contains('E', StringComparison.Ordinal) ? text : value.ToString("R", CultureInfo.InvariantCulture);
    }
}
