using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>What a stream measures.</summary>
internal sealed record Reading(Measure Value, long ReferenceN, double? Observed = null, double? Expected = null)
{
    /// <summary>The distance of two shares, with Newcombe's interval folded at 0.</summary>
    /// <param name="least">Trials that each side needs.</param>
    /// <param name="known">What a trial is, for the reason why there is no value.</param>
    public static Reading Distance(Share one, Share other, long least, string known)
    {
        var few = Math.Min(one.N, other.N);
        if (few < Math.Max(1, least))
        {
            return new Reading(Fairness.Measure.Not(one.N, $"{few} {known} on one side, and {least} are asked for"), other.N);
        }

        var interval = Interval.Newcombe(one.Successes, one.N, other.Successes, other.N);
        return new Reading(
            Fairness.Measure.Of(Math.Abs(one.Rate - other.Rate), one.N, Fold(interval)), other.N, one.Rate, other.Rate);
    }

    public static Interval Fold(Interval interval)
    {
        var (one, other) = (Math.Abs(interval.Low), Math.Abs(interval.High));
        return new Interval(interval is { Low: < 0, High: > 0 } ? 0 : Math.Min(one, other), Math.Max(one, other));
    }
}
