using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Sequential;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Policies;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>The score and the features against the baseline, bin by bin.</summary>
internal static class BinStreams
{
    public static IEnumerable<Stream> Of(WatchedVersion version, FairnessPolicy policy)
    {
        var recent = version.RecentBins.ToLookup(row => row.Slot);
        foreach (var slot in version.BaselineBins.GroupBy(row => row.Slot).OrderBy(slot => slot.Key))
        {
            var series = new BinSeries(slot, recent[slot.Key]);
            if (series.BaselineN < policy.MinimumGroup)
            {
                continue; // Nothing to drift from yet.
            }

            var name = slot.Key == BinRow.ScoreSlot ? "" : slot.Key < version.Features.Count ? version.Features[slot.Key] : $"slot {slot.Key}";
            yield return Shares(slot.Key == BinRow.ScoreSlot ? WatchedMeasure.ScoreDrift : WatchedMeasure.FeatureDrift, name, series, policy);
            if (slot.Key != BinRow.ScoreSlot)
            {
                yield return Missing(name, series, policy);
            }
        }
    }

    private static Stream Shares(string measure, string name, BinSeries series, FairnessPolicy policy)
    {
        var detector = new SharesDetector([.. series.Baseline.Select(count => new Share(count, series.BaselineN).Baseline)]);
        foreach (var (start, counts) in series.Windows)
        {
            detector.Add(start, counts);
        }

        return new Stream(
            measure, name, "", RateStreams.Baseline, policy.Stability, 1, detector.LogEvidence, detector.Since,
            from =>
            {
                var counts = series.Sum(from);
                return counts.Sum() < policy.MinimumGroup
                    ? new Reading(Measure.Not(counts.Sum(), $"{counts.Sum()} decisions, and {policy.MinimumGroup} are asked for"), series.BaselineN)
                    : new Reading(Measure.Of(StabilityIndex.Of(series.Baseline, counts).Value!.Value, counts.Sum()), series.BaselineN);
            });
    }

    private static Stream Missing(string name, BinSeries series, FairnessPolicy policy)
    {
        var before = MissingOf(series, series.Baseline);
        var detector = new RateDetector();
        foreach (var (start, counts) in series.Windows)
        {
            var now = MissingOf(series, counts);
            detector.Add(start, now.N, now.Successes, before.Baseline);
        }

        return new Stream(
            WatchedMeasure.Missingness, name, "", RateStreams.Baseline, policy.RateDrift, 1, detector.LogEvidence, detector.Since,
            from => Reading.Distance(MissingOf(series, series.Sum(from)), before, policy.MinimumGroup, "decisions"));
    }

    private static Share MissingOf(BinSeries series, long[] counts) => new(counts[series.IndexOf(Binning.Missing)], counts.Sum());
}
