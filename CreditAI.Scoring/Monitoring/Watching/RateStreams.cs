using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Sequential;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Monitoring.Windows;
using CreditAI.Scoring.Policies;

namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>Rates of everybody and of each group against the baseline, and defaults against what was predicted.</summary>
internal static class RateStreams
{
    public const string Baseline = "baseline";
    public const string Predicted = "predicted";

    public static IEnumerable<Stream> Of(WatchedVersion version, TallySeries recent, TallySeries baseline, FairnessPolicy policy)
    {
        foreach (var (attribute, group) in recent.Groups)
        {
            yield return Calibration(attribute, group, recent, policy);
            if (Drift(TallyBasis.Decided, Share.Selected, "decisions", WatchedMeasure.ApprovalRateDrift) is { } approvals)
            {
                yield return approvals;
            }

            if (Drift(TallyBasis.Observed, Share.Bad, "outcomes of approved applications", WatchedMeasure.BadRateDrift) is { } defaults)
            {
                yield return defaults;
            }

            Stream? Drift(TallyBasis basis, Func<Tally, Share> share, string known, string measure)
            {
                var before = share(baseline.Sum(basis, attribute, group, DateTimeOffset.MinValue));
                if (before.N < policy.MinimumGroup || !version.BaselineEnds.TryGetValue(basis, out var end))
                {
                    return null; // Nothing to drift from yet.
                }

                var detector = new RateDetector();
                foreach (var (window, tally) in recent.Of(basis, attribute, group).Index().Where(at => recent.Starts[at.Index] >= end))
                {
                    var now = share(tally);
                    detector.Add(recent.Starts[window], now.N, now.Successes, before.Baseline);
                }

                return new Stream(
                    measure, attribute, group, Baseline, policy.RateDrift, 1, detector.LogEvidence, detector.Since,
                    from => Reading.Distance(share(recent.Sum(basis, attribute, group, from > end ? from : end)), before, policy.MinimumGroup, known));
            }
        }
    }

    private static Stream Calibration(string attribute, string group, TallySeries recent, FairnessPolicy policy)
    {
        var detector = new RateDetector();
        foreach (var (window, tally) in recent.Of(TallyBasis.Observed, attribute, group).Index())
        {
            detector.Add(recent.Starts[window], tally.Known, tally.Defaulted, tally.PredictedOfKnown / Math.Max(1, tally.Known));
        }

        return new Stream(
            WatchedMeasure.Calibration, attribute, group, Predicted, policy.Calibration, 1, detector.LogEvidence, detector.Since,
            from => Read(recent.Sum(TallyBasis.Observed, attribute, group, from), policy.MinimumGroup));
    }

    private static Reading Read(Tally tally, int least)
    {
        if (tally.Known < Math.Max(1, least))
        {
            return new Reading(Measure.Not(tally.Known, $"{tally.Known} outcomes are known, and {least} are asked for"), tally.Known);
        }

        var signed = WindowMeasures.Calibration(tally);
        var predicted = tally.PredictedOfKnown / tally.Known;
        return new Reading(
            Measure.Of(Math.Abs(signed.Value!.Value), signed.N, Reading.Fold(signed.Interval!.Value)), tally.Known, predicted + signed.Value, predicted);
    }
}
