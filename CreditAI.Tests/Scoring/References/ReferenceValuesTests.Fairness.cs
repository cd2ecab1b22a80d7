using CreditAI.Scoring.Fairness.Reports;
using CreditAI.Tests.Scoring.Fairness;

namespace CreditAI.Tests.Scoring.References;

public sealed partial class ReferenceValuesTests
{
    // Where ours is undefined and the reference has a number, by data set and what the path holds.
    private static readonly (string Set, string Path)[] DeliberatelyUndefined =
    [
        // Infinite in the reference as soon as one favourable outcome is declined (trap 5); JSON has no infinity.
        ("", "/generalized_entropy_index_alpha_0"),

        // Ten privileged rows: all are approved at 0.50, so that nobody is declined, and at the other cut none wrongly.
        ("german", "/aif360/foreign_worker"),
        ("german", "/single/foreign_worker/frame_pred/"),

        // One crossing of sex and race has nobody approved; scikit-learn gives it the precision 0 (trap 1).
        ("adult", "xgb_pred50/intersection/frame_pred/"),
    ];

    // The reference has NaN and ours is a number.
    private static readonly string[] DeliberatelyDefined =
    [
        // Python's min answers NaN or not by the order of its arguments; a rate that is 0 everywhere leaves the other's ratio.
        "worst/summary/equalized_odds_ratio__between_groups__worst_case",
        "worst/summary/equalized_odds_ratio__to_overall__worst_case",

        // The reference's own predictive value knows no labels but 0 and 1.
        "labels_minus1_plus1/frame_pred/",
    ];

    [Theory]
    [InlineData("german", 7600)]
    [InlineData("hmda_boston", 5400)]
    [InlineData("hmeq", 3700)]
    [InlineData("taiwan", 6800)]
    [InlineData("adult", 6800)]
    public void Fairness_OfPublicData_IsTheReferences(string set, int least)
    {
        var rows = Inputs.Read(Reference.File($"reference/{set}/inputs.csv"));
        var reference = Reference.Json($"reference/{set}/fairness.json");
        var misses = new ReferenceMisses();
        foreach (var block in reference.EnumerateObject().Where(block => block.Name.Contains("_pred", StringComparison.Ordinal)))
        {
            var comparison = new FairnessComparison(misses, FairnessReport.Of(rows.Request(block, reference.GetProperty("privileged"))));
            foreach (var member in block.Value.EnumerateObject())
            {
                comparison.Check(block.Name, member.Name, member.Value);
            }

            Assert.All(comparison.Undefined, one => Assert.True(
                DeliberatelyUndefined.Any(known => one.Path.Contains(known.Path, StringComparison.Ordinal) && (known.Set is "" || known.Set == set)),
                $"{set} {one.Path} is undefined, {one.Reason}"));
        }

        misses.AssertNone(least);
    }

    [Fact]
    public void Fairness_OfEveryAwkwardCase_IsTheReferencesOrUndefined()
    {
        var misses = new ReferenceMisses();
        var found = new List<string>();
        foreach (var one in Reference.Json("reference/edge_cases.json").EnumerateObject().Where(AwkwardCase.HasDecisions))
        {
            var awkward = new AwkwardCase(one.Value);
            var comparison = new FairnessComparison(misses, FairnessReport.Of(awkward.Request));
            foreach (var (block, path) in awkward.Blocks)
            {
                comparison.Check($"{one.Name}", path, one.Value.GetProperty(block));
            }

            found.AddRange(comparison.Defined);
        }

        Assert.Equal([], found.Where(path => !DeliberatelyDefined.Any(known => path.Replace("single/group/", "", StringComparison.Ordinal).Contains(known, StringComparison.Ordinal))));
        // All of 2,783 but those that are defined only here.
        misses.AssertNone(2_783 - found.Count);
    }
}
