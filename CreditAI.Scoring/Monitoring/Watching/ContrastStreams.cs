using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Sequential;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Monitoring.Windows;
using CreditAI.Scoring.Policies;
using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>Groups of a protected attribute against its reference group.</summary>
internal static class ContrastStreams
{
    public static IEnumerable<Stream> Of(WatchedVersion version, TallySeries recent, FairnessPolicy policy)
    {
        foreach (var attribute in recent.Groups.Where(named => named.Attribute.Length > 0).GroupBy(named => named.Attribute, named => named.Group))
        {
            (string Group, Tally Sum)[] sums =
            [
                .. attribute.Where(name => name != ProtectedAttribute.MissingGroup)
                    .Select(name => (name, recent.Sum(TallyBasis.Decided, attribute.Key, name, DateTimeOffset.MinValue)))
                    .Where(sum => sum.Item2.N >= policy.MinimumGroup),
            ];
            if (sums.Length < 2)
            {
                continue;
            }

            var reference = Reference(version, attribute.Key, sums);
            var tries = version.References.ContainsKey(attribute.Key) ? 1 : sums.Length / 2d; // Of g groups g (g − 1) / 2 pairs, by g − 1 that are watched.
            foreach (var other in sums.Where(sum => sum.Group != reference))
            {
                foreach (var stream in Between(attribute.Key, other.Group, reference, tries, recent, policy))
                {
                    yield return stream;
                }
            }
        }
    }

    private static string Reference(WatchedVersion version, string attribute, (string Group, Tally Sum)[] sums)
        => version.References.GetValueOrDefault(attribute) is { } named && sums.Any(sum => sum.Group == named)
            ? named
            : sums.MaxBy(sum => Share.Selected(sum.Sum).Rate).Group;

    private static IEnumerable<Stream> Between(
        string attribute, string group, string reference, double tries, TallySeries recent, FairnessPolicy policy)
    {
        var least = policy.MinimumGroup;
        var selected = Watch(TallyBasis.Decided, Share.Selected);
        yield return Make(
            WatchedMeasure.DemographicParity, policy.DemographicParity, tries, selected, from => Distance(TallyBasis.Decided, Share.Selected, from, "decisions"));
        yield return Make(WatchedMeasure.AdverseImpactRatio, policy.AdverseImpactRatio, 0, selected, Ratio);

        var (truly, falsely) = (Watch(TallyBasis.Observed, Share.TruePositive), Watch(TallyBasis.Observed, Share.FalsePositive));
        yield return Make(WatchedMeasure.EqualOpportunity, policy.EqualizedOdds, 0, truly, from => Odds(Share.TruePositive, from));
        yield return Make(WatchedMeasure.EqualizedOdds, policy.EqualizedOdds, 2 * tries, truly.LogEvidence >= falsely.LogEvidence ? truly : falsely, Worse);
        yield return Make(
            WatchedMeasure.PredictiveParity, policy.PredictiveParity, tries, Watch(TallyBasis.Observed, Share.Good),
            from => Distance(TallyBasis.Observed, Share.Good, from, "outcomes of approved applications"));

        ContrastDetector Watch(TallyBasis basis, Func<Tally, Share> share)
        {
            var (own, others) = (recent.Of(basis, attribute, group), recent.Of(basis, attribute, reference));
            var detector = new ContrastDetector();
            for (var window = 0; window < own.Length; window++)
            {
                var (one, other) = (share(own[window]), share(others[window]));
                detector.Add(recent.Starts[window], one.N, one.Successes, other.N, other.Successes);
            }

            return detector;
        }

        Stream Make(string measure, Thresholds thresholds, double tried, ContrastDetector detector, Func<DateTimeOffset, Reading> read)
            => new(measure, attribute, group, reference, thresholds, tried, detector.LogEvidence, detector.Since, read);

        Reading Distance(TallyBasis basis, Func<Tally, Share> share, DateTimeOffset from, string known)
            => Reading.Distance(share(recent.Sum(basis, attribute, group, from)), share(recent.Sum(basis, attribute, reference, from)), least, known);

        Reading Odds(Func<Tally, Share> share, DateTimeOffset from)
        {
            var (one, other) = (recent.Sum(TallyBasis.Observed, attribute, group, from), recent.Sum(TallyBasis.Observed, attribute, reference, from));
            return one.IsKnownOfApprovedAlone || other.IsKnownOfApprovedAlone
                ? new Reading(Measure.Not(one.Known, WindowMeasures.NoDeclined), other.Known)
                : Reading.Distance(share(one), share(other), least, "outcomes of the kind");
        }

        Reading Worse(DateTimeOffset from)
        {
            var (one, other) = (Odds(Share.TruePositive, from), Odds(Share.FalsePositive, from));
            return other.Value.Value is null || one.Value.Value >= other.Value.Value ? one : other;
        }

        Reading Ratio(DateTimeOffset from)
        {
            var sums = new[] { group, reference }.Select(name => recent.Sum(TallyBasis.Decided, attribute, name, from).ToGroup(name)).ToArray();
            var (one, other) = (sums[0], sums[1]);
            return one.N < least || other.N < least
                ? new Reading(Measure.Not(one.N, $"{Math.Min(one.N, other.N)} decisions on one side, and {least} are asked for"), other.N)
                : new Reading(
                    FairnessMeasures.Of(attribute, sums, reference).Groups.Single(rates => rates.Group == group).AdverseImpactRatio, other.N,
                    one.Selected / one.Weight, other.Selected / other.Weight);
        }
    }
}
