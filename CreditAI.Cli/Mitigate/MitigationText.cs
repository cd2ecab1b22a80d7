using CreditAI.Cli.Running;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Mitigation;

namespace CreditAI.Cli.Mitigate;

/// <summary>Before and after as a table.</summary>
internal static class MitigationText
{
    public static void WriteChange(string attribute, IReadOnlyList<GroupTally> before, IReadOnlyList<GroupTally> after)
    {
        var (was, now) = (FairnessMeasures.Of(attribute, before), FairnessMeasures.Of(attribute, after));
        Screen.Title($"Decisions by {attribute}, before and after (n = {Figures.Whole(was.Overall.N)})");
        Screen.Table(["group", "n", "approved before", "after", "of favourable before", "after", "of unfavourable before", "after"], was.Groups.Append(was.Overall)
            .Zip(now.Groups.Append(now.Overall), (one, other) => (string[])
            [
                one.Group, Figures.Whole(one.N), Rate(one.SelectionRate), Rate(other.SelectionRate), Rate(one.TruePositiveRate), Rate(other.TruePositiveRate),
                Rate(one.FalsePositiveRate), Rate(other.FalsePositiveRate),
            ]));
        Screen.Table(["measure", "before", "after"],
        [
            ["accuracy", Rate(ExpectedDecisions.Accuracy(before)), Rate(ExpectedDecisions.Accuracy(after))],
            ["demographic parity difference", Rate(was.DemographicParity.Difference), Rate(now.DemographicParity.Difference)],
            ["equal opportunity difference", Rate(was.EqualOpportunity.Difference), Rate(now.EqualOpportunity.Difference)],
            ["equalized odds difference", Rate(was.EqualizedOddsWorstCase.Difference), Rate(now.EqualizedOddsWorstCase.Difference)],
        ]);
    }

    private static string Rate(Measure measure) => Figures.Short(measure.Value);
}
