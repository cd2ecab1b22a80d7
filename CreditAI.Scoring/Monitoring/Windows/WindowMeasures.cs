using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Monitoring.Windows;

/// <summary>Tallies to measures.</summary>
internal static class WindowMeasures
{
    public const string NoDeclined = "no outcome is known of applications that were not approved";
    private const string NoOutcomes = "no outcomes are known";

    public static AttributeWindow OfAttribute(string attribute, IReadOnlyList<(string Group, Tally Tally)> groups, string? privileged, int minimumGroup)
    {
        // Those who did not say are counted and shown, but they are no group that a rule protects or compares with.
        var comparable = groups.Where(group => group.Tally.N >= minimumGroup && group.Group != ProtectedAttribute.MissingGroup).ToArray();
        var compared = comparable.Length < 2 ? null : FairnessMeasures.Of(attribute, comparable.Select(group => group.Tally.ToGroup(group.Group)), privileged);
        return new AttributeWindow(
            attribute, compared?.Reference,
            [.. groups.Select(group => OfGroup(group.Group, group.Tally, compared?.Groups.FirstOrDefault(rates => rates.Group == group.Group)?.AdverseImpactRatio))],
            compared is null ? [] : Between(compared, comparable));
    }

    /// <param name="group">Its name.</param>
    /// <param name="tally">What was counted of it.</param>
    /// <param name="adverseImpact">Null where it is not compared.</param>
    public static GroupWindow OfGroup(string group, Tally tally, Measure? adverseImpact)
    {
        var rates = FairnessMeasures.Of("", [tally.ToGroup(group)]).Groups[0];
        var (good, known) = (tally.Count(Decision.Approve, OutcomeState.Repaid), tally.Known);
        var approvedKnown = good + tally.Count(Decision.Approve, OutcomeState.Defaulted);
        var measures = new List<NamedMeasure>
        {
            new("selection_rate", rates.SelectionRate),
            new("true_positive_rate", Odds(tally, rates.TruePositiveRate)),
            new("false_positive_rate", Odds(tally, rates.FalsePositiveRate)),
            new("predictive_value", Measure.Share(good, approvedKnown, approvedKnown, "no outcomes of approved applications are known")),
            new("default_rate", Measure.Share(tally.Defaulted, known, known, NoOutcomes)),
            new("predicted_default_rate", known > 0 ? Measure.Of(tally.PredictedOfKnown / known, known) : Measure.Not(0, NoOutcomes)),
            new("calibration_difference", Calibration(tally)),
        };
        if (adverseImpact is { } ratio)
        {
            measures.Insert(1, new NamedMeasure("adverse_impact_ratio", ratio));
        }

        return new GroupWindow(group, tally.N, tally.Approved, known, measures);
    }

    private static List<NamedMeasure> Between(AttributeFairness compared, (string Group, Tally Tally)[] groups)
    {
        var approvedAlone = Array.Find(groups, group => group.Tally.IsKnownOfApprovedAlone).Tally;
        var predictive = groups.Select(group => OfGroup(group.Group, group.Tally, null).Measures.Of("predictive_value")).ToArray();
        return
        [
            new("demographic_parity_difference", compared.DemographicParity.Difference),
            new("demographic_parity_ratio", compared.DemographicParity.Ratio),
            new("equal_opportunity_difference", approvedAlone is null ? compared.EqualOpportunity.Difference : Measure.Not(approvedAlone.Known, NoDeclined)),
            new("equalized_odds_difference", approvedAlone is null ? compared.EqualizedOddsWorstCase.Difference : Measure.Not(approvedAlone.Known, NoDeclined)),
            new("predictive_parity_difference", predictive.FirstOrDefault(measure => measure.Value is null) is { Undefined: { } reason } undefined
                ? Measure.Not(undefined.N, reason)
                : Measure.Of(predictive.Max(measure => measure.Value!.Value) - predictive.Min(measure => measure.Value!.Value), predictive.Sum(measure => measure.N))),
        ];
    }

    private static Measure Odds(Tally tally, Measure rate) => tally.IsKnownOfApprovedAlone ? Measure.Not(tally.Known, NoDeclined) : rate;

    /// <summary>Share of defaults less the mean probability that was predicted, with Wilson's interval of the share.</summary>
    public static Measure Calibration(Tally tally)
    {
        if (tally.Known == 0)
        {
            return Measure.Not(0, NoOutcomes);
        }

        var (predicted, interval) = (tally.PredictedOfKnown / tally.Known, Interval.Wilson(tally.Defaulted, tally.Known));
        return Measure.Of(
            (tally.Defaulted / (double)tally.Known) - predicted, tally.Known, new Interval(interval.Low - predicted, interval.High - predicted));
    }
}
