namespace CreditAI.Tests.Scoring.Fairness;

/// <summary>Fairlearn's and AIF360's numbers in awkward cases: ours are theirs, or undefined where there is nothing to measure.</summary>
public sealed class EdgeCaseTests
{
    // Predictions that are no decisions, and calls that are errors: neither has decisions to measure.
    private static readonly string[] NoDecisions = ["probabilities_as_predictions", "errors"];

    // Fairlearn leaves rows without a group out of the comparison; ours are a group, see below.
    private const string MissingGroup = "missing_group_value";

    [Fact]
    public void Fairness_OfEveryAwkwardCase_IsTheReferencesOrUndefined()
    {
        var misses = new List<string>();
        var cases = Reference.Json("reference/edge_cases.json").EnumerateObject()
            .Where(one => !NoDecisions.Contains(one.Name) && one.Name != MissingGroup).ToArray();
        foreach (var one in cases)
        {
            new EdgeCase(one).Check(misses);
        }

        Assert.True(cases.Length >= 15, $"only {cases.Length} cases");

        // Fairlearn's worst case is Python's min, whose answer to NaN depends on which comes first: 1 of (1, NaN), as in the
        // case "perfect", but NaN of (NaN, 1). Its mean leaves NaN out in both, and so do we everywhere.
        Assert.Equal(
            ["worst equalized_odds_ratio__between_groups__worst_case", "worst equalized_odds_ratio__to_overall__worst_case"],
            misses.Select(miss => miss.Split(':')[0]));
    }

    [Fact]
    public void Fairness_RowsWithoutAGroup_AreAGroupAndDoNotVanish()
    {
        var one = new EdgeCase(Reference.Json("reference/edge_cases.json").EnumerateObject().Single(one => one.Name == MissingGroup));

        // Fairlearn's difference is 0: of the three favourable outcomes, the one it leaves out is the one that was declined.
        Assert.Equal(0, one.Summary("equal_opportunity_difference__between_groups"));
        Assert.Equal(["(missing)", "a", "b"], one.Fairness.Groups.Select(group => group.Group));
        Assert.Equal(1, one.Fairness.EqualOpportunity.Difference.Value);
    }

    [Fact]
    public void EqualizedOdds_GroupWithoutFavourableOutcomes_IsUndefinedWhereFairlearnSaysAHalf()
    {
        var one = new EdgeCase(Reference.Json("reference/edge_cases.json").EnumerateObject().Single(one => one.Name == "group_without_positives"));

        Assert.Equal(0.5, one.Summary("equalized_odds_difference__between_groups__worst_case"));
        Assert.Null(one.Fairness.EqualizedOddsWorstCase.Difference.Value);
        Assert.Contains("'b' (n = 0)", one.Fairness.EqualizedOddsWorstCase.Difference.Undefined, StringComparison.Ordinal);
    }
}
