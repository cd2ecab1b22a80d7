using CreditAI.FairnessWorker.Measuring;
using CreditAI.Ledger.Fairness;
using CreditAI.Scoring.Decisions;

namespace CreditAI.Tests.FairnessWorker;

public sealed class FairnessEvaluationTests
{
    private static readonly Dictionary<int, IReadOnlyDictionary<string, string>> NoReferences = [];

    [Fact]
    public void Violations_RatioBelowFourFifths_CarriesItsEvidence()
    {
        var snapshots = Measure([.. Group("male", 80, 20), .. Group("female", 60, 40)]);

        var violation = Assert.Single(FairnessEvaluation.Violations(snapshots, 0.8));
        Assert.Equal(
            (1, "sex", "female", "adverse_impact_ratio", 100L, "male", 100L),
            (violation.ModelVersion, violation.Attribute, violation.Group, violation.Measure, violation.N, violation.Reference, violation.ReferenceN));
        Assert.Equal(0.75, violation.Value, 12);

        // Katz's log interval by hand: 0.75 · exp(∓1.96 · √(1/60 − 1/100 + 1/80 − 1/100))
        Assert.Equal((0.6217, 0.9048), (Math.Round(violation.Low!.Value, 4), Math.Round(violation.High!.Value, 4)));
        Assert.Equal(0.2, snapshots[0].Compared!.DemographicParity.Difference.Value!.Value, 12);
    }

    [Fact]
    public void Violations_ExactlyFourFifths_IsNone()
        => Assert.Empty(FairnessEvaluation.Violations(Measure([.. Group("male", 50, 50), .. Group("female", 40, 60)]), 0.8));

    [Fact]
    public void Measure_Referred_IsNotSelected()
    {
        var snapshot = Assert.Single(Measure(
            [.. Group("male", 50, 50), .. Group("female", 50, 40), new DecisionCount(1, "sex", "female", Decision.Refer, 10)]));

        Assert.Equal(0.5, snapshot.Rates.Single(rates => rates.Group == "female").SelectionRate.Value);
    }

    [Fact]
    public void Measure_GroupBelowTheMinimum_IsCountedAndNotCompared()
    {
        var snapshots = Measure([.. Group("male", 80, 20), .. Group("female", 5, 24)]);

        Assert.Null(snapshots[0].Compared);
        Assert.Equal(5.0 / 29, snapshots[0].Rates.Single(rates => rates.Group == "female").SelectionRate.Value!.Value, 12);
        Assert.NotEmpty(FairnessEvaluation.Violations(Measure([.. Group("male", 80, 20), .. Group("female", 5, 25)]), 0.8));
    }

    [Fact]
    public void Measure_TinyGroupWithTheHighestRate_IsNoReference()
    {
        var snapshots = Measure([.. Group("male", 50, 50), .. Group("female", 50, 50), .. Group("x", 1, 0)]);

        Assert.Empty(FairnessEvaluation.Violations(snapshots, 0.8));
    }

    [Fact]
    public void Measure_ThoseWhoDidNotSay_AreCountedButNeverCompared()
    {
        var snapshots = Measure([.. Group("male", 50, 50), .. Group("female", 50, 50), .. Group("(missing)", 5, 95)]);

        Assert.Empty(FairnessEvaluation.Violations(snapshots, 0.8));
        Assert.Equal(0.05, snapshots[0].Rates.Single(rates => rates.Group == "(missing)").SelectionRate.Value);
    }

    [Fact]
    public void Measure_ReferenceGroupOfTheModel_IsComparedWith()
    {
        var references = new Dictionary<int, IReadOnlyDictionary<string, string>> { [1] = new Dictionary<string, string> { ["sex"] = "female" } };

        var snapshots = FairnessEvaluation.Measure([.. Group("male", 80, 20), .. Group("female", 60, 40)], references, 30);

        Assert.Empty(FairnessEvaluation.Violations(snapshots, 0.8));
        Assert.Equal(80.0 / 60, snapshots[0].Compared!.Groups.Single(rates => rates.Group == "male").AdverseImpactRatio.Value!.Value, 12);
    }

    [Fact]
    public void Measure_NobodyApproved_IsUndefinedAndNoFinding()
    {
        var snapshots = Measure([.. Group("male", 0, 100), .. Group("female", 0, 100)]);

        Assert.Empty(FairnessEvaluation.Violations(snapshots, 0.8));
        Assert.All(snapshots[0].Compared!.Groups, rates => Assert.Null(rates.AdverseImpactRatio.Value));
    }

    private static IReadOnlyList<FairnessSnapshot> Measure(IEnumerable<DecisionCount> counts)
        => FairnessEvaluation.Measure(counts, NoReferences, minimumGroup: 30);

    private static IEnumerable<DecisionCount> Group(string group, long approved, long declined)
        => new[] { new DecisionCount(1, "sex", group, Decision.Approve, approved), new DecisionCount(1, "sex", group, Decision.Decline, declined) }
            .Where(count => count.N > 0);
}
