using CreditAI.Scoring.Fairness.Reports;

namespace CreditAI.Scoring.Fairness;

/// <summary>Group fairness from tallies: the same numbers whether they come from a file or from the ledger.</summary>
public static class FairnessMeasures
{
    /// <summary>The four-fifths rule of thumb (29 CFR 1607.4(D)).</summary>
    public const double FourFifths = 0.8;

    // A ratio of exactly four fifths may come out of its divisions a hair below.
    private const double Hair = 1e-12;

    private const string NoOutcomes = "no outcomes are known";

    /// <summary>Whether an adverse impact ratio is at least four fifths.</summary>
    public static bool KeepsFourFifths(double ratio) => ratio >= FourFifths * (1 - Hair);

    /// <param name="attribute">The protected attribute's name.</param>
    /// <param name="tallies">One per group, in any order.</param>
    /// <param name="privileged">
    /// The reference group; null, or a group without rows: the one with the highest selection rate of those with
    /// <see cref="FairnessRequest.DefaultMinimumN"/> rows, or of all where none has as many.
    /// </param>
    public static AttributeFairness Of(string attribute, IEnumerable<GroupTally> tallies, string? privileged = null)
    {
        GroupTally[] groups = [.. tallies.OrderBy(tally => tally.Group, StringComparer.Ordinal)];
        var all = Sum("(all)", groups);
        var reference = ReferenceOf(groups, privileged);
        GroupRates[] rates = [.. groups.Select(group => RatesOf(group, reference))];
        var overall = RatesOf(all, reference);
        string[] names = [.. groups.Select(group => group.Group)];
        var truePositives = Parity.Of([.. rates.Select(rate => rate.TruePositiveRate)], names, overall.TruePositiveRate);
        var falsePositives = Parity.Of([.. rates.Select(rate => rate.FalsePositiveRate)], names, overall.FalsePositiveRate);
        return new AttributeFairness
        {
            Attribute = attribute,
            Reference = reference?.Group,
            Groups = rates,
            Overall = overall,
            DemographicParity = Parity.Of([.. rates.Select(rate => rate.SelectionRate)], names, overall.SelectionRate),
            EqualOpportunity = truePositives,
            EqualizedOddsWorstCase = Parity.WorstOf(truePositives, falsePositives),
            EqualizedOddsMean = Parity.MeanOf(truePositives, falsePositives),
            AdverseImpactRatioOfAllOthers = AdverseImpact(Others(groups, reference), reference),
        };
    }

    private static GroupTally Sum(string name, IEnumerable<GroupTally> groups) =>
        groups.Aggregate((GroupTally?)null, (sum, group) => sum is null ? group : sum + group) is { } sum
            ? sum with { Group = name }
            : GroupTally.Of(name, 0, 0);

    private static GroupTally? ReferenceOf(GroupTally[] groups, string? privileged) =>
        Array.Find(groups, group => group.Group == privileged && group.Weight > 0)
        ?? MostApproved(groups.Where(group => group.N >= FairnessRequest.DefaultMinimumN))
        ?? MostApproved(groups);

    private static GroupTally? MostApproved(IEnumerable<GroupTally> groups) =>
        groups.Where(group => group.Weight > 0).MaxBy(group => group.Selected / group.Weight);

    private static GroupTally Others(GroupTally[] groups, GroupTally? reference) =>
        Sum("(all others)", groups.Where(group => group != reference));

    private static GroupRates RatesOf(GroupTally tally, GroupTally? reference)
    {
        var outcomes = tally.Outcomes;
        return new GroupRates
        {
            Group = tally.Group,
            N = tally.N,
            SelectionRate = Measure.Share(tally.Selected, tally.Weight, tally.N, "there are no rows"),
            TruePositiveRate = outcomes is { } good
                ? Measure.Share(good.TruePositives, good.Favourable, good.FavourableRows, "there are no favourable outcomes")
                : Measure.Not(0, NoOutcomes),
            FalsePositiveRate = outcomes is { } bad
                ? Measure.Share(bad.FalsePositives, bad.Unfavourable, bad.UnfavourableRows, "there are no unfavourable outcomes")
                : Measure.Not(0, NoOutcomes),
            AdverseImpactRatio = AdverseImpact(tally, reference),
        };
    }

    private static Measure AdverseImpact(GroupTally group, GroupTally? reference)
    {
        if (!(group.Weight > 0))
        {
            return Measure.Not(group.N, "there are no rows");
        }

        if (reference is null || !(reference.Selected > 0))
        {
            return Measure.Not(group.N, "nobody of the reference group is approved");
        }

        return Measure.Of(
            group.Selected / group.Weight / (reference.Selected / reference.Weight),
            group.N,
            group == reference ? null : Interval.Katz(group.Selected, group.Weight, reference.Selected, reference.Weight));
    }
}
