using CreditAI.Scoring.Data;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Scoring.Monitoring.Windows;
using CreditAI.Scoring.Policies;
using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Promotion;

/// <summary>The decisions that a version would make of its rows, held against the fairness policy: the measures that are watched live, at one look.</summary>
internal static class DecidedFairness
{
    public static IReadOnlyList<HeldOutFinding> Of(Contender contender, FairnessPolicy policy)
        => [.. contender.Data.Groups.SelectMany(groups => Of(groups.Attribute, Count(contender, groups), policy))];

    /// <summary>Weights play no part: the rows are people.</summary>
    private static Dictionary<string, Tally> Count(Contender contender, GroupColumn groups)
    {
        var tallies = new Dictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var row in contender.Rows)
        {
            var group = groups.Groups[groups.Codes[row]];
            if (!tallies.TryGetValue(group, out var tally))
            {
                tallies[group] = tally = new Tally();
            }

            var points = contender.Points[row];
            tally.Add(
                new TallyCell(contender.CutOffs.Decide(points), contender.Data.Favourable[row] ? OutcomeState.Repaid : OutcomeState.Defaulted),
                1, Tally.InUnits(contender.Scorecard.Scale.ProbabilityOfDefault(points)));
        }

        return tallies;
    }

    private static IEnumerable<HeldOutFinding> Of(ProtectedAttribute attribute, Dictionary<string, Tally> tallies, FairnessPolicy policy)
    {
        var comparable = tallies.Where(group => group.Value.N >= policy.MinimumGroup && group.Key != ProtectedAttribute.MissingGroup)
            .OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        var findings = comparable.Select(group => Find(
            WatchedMeasure.Calibration, attribute.Name, group.Key, "predicted", Absolute(WindowMeasures.Calibration(group.Value)), policy.Calibration)).ToList();
        if (comparable.Length >= 2)
        {
            var compared = FairnessMeasures.Of(attribute.Name, comparable.Select(group => group.Value.ToGroup(group.Key)), attribute.Privileged);
            var reference = comparable.Single(group => group.Key == compared.Reference);
            findings.AddRange(comparable.Where(group => group.Key != reference.Key).SelectMany(
                group => Compare(attribute.Name, group, reference, compared.Groups.Single(rates => rates.Group == group.Key).AdverseImpactRatio, policy)));
        }

        return findings.OfType<HeldOutFinding>();
    }

    private static IEnumerable<HeldOutFinding?> Compare(
        string attribute, KeyValuePair<string, Tally> group, KeyValuePair<string, Tally> reference, Measure ratio, FairnessPolicy policy)
    {
        var (one, other) = (group.Value, reference.Value);
        var good = Difference(Part(one, OutcomeState.Repaid), one.Repaid, Part(other, OutcomeState.Repaid), other.Repaid);
        var bad = Difference(Part(one, OutcomeState.Defaulted), one.Defaulted, Part(other, OutcomeState.Defaulted), other.Defaulted);
        yield return Found(WatchedMeasure.DemographicParity, Difference(one.Approved, one.N, other.Approved, other.N), policy.DemographicParity);
        yield return Found(WatchedMeasure.AdverseImpactRatio, ratio, policy.AdverseImpactRatio);
        yield return Found(WatchedMeasure.EqualOpportunity, good, policy.EqualizedOdds);
        yield return Found(WatchedMeasure.EqualizedOdds, bad.Value > good.Value || good.Value is null ? bad : good, policy.EqualizedOdds);
        yield return Found(
            WatchedMeasure.PredictiveParity,
            Difference(Part(one, OutcomeState.Repaid), one.Approved, Part(other, OutcomeState.Repaid), other.Approved), policy.PredictiveParity);

        HeldOutFinding? Found(string measure, Measure value, Thresholds thresholds)
            => Find(measure, attribute, group.Key, reference.Key, value, thresholds);
    }

    private static long Part(Tally tally, OutcomeState outcome) => tally.Count(Decision.Approve, outcome);

    private static Measure Difference(long part, long whole, long otherPart, long otherWhole)
        => whole > 0 && otherWhole > 0
            ? Absolute(Measure.Of((part / (double)whole) - (otherPart / (double)otherWhole), whole, Interval.Newcombe(part, whole, otherPart, otherWhole)))
            : Measure.Not(whole, "there are no such rows in one of the groups");

    /// <summary>Its size, whichever way it goes.</summary>
    private static Measure Absolute(Measure measure) => measure is { Value: < 0, Interval: { } ends }
        ? measure with { Value = -measure.Value, Interval = new Interval(-ends.High, -ends.Low) }
        : measure.Value < 0 ? measure with { Value = -measure.Value } : measure;

    private static HeldOutFinding? Find(string name, string attribute, string group, string reference, Measure measure, Thresholds thresholds)
    {
        if (measure.Value is not { } value)
        {
            return null;
        }

        var falls = name == WatchedMeasure.AdverseImpactRatio;
        if (falls ? value >= thresholds.Warning : value <= thresholds.Warning)
        {
            return null;
        }

        var isCritical = falls ? value < thresholds.Critical : value > thresholds.Critical;
        var isEvident = measure.Interval is { } ends && (falls ? ends.High < 1 : ends.Low > 0);
        return new HeldOutFinding(
            name, attribute, group, reference, measure, isCritical ? thresholds.Critical : thresholds.Warning,
            isCritical ? Severity.Critical : Severity.Warning, isEvident);
    }
}
