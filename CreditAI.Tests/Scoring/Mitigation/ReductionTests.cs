using System.Globalization;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Mitigation;
using CreditAI.Scoring.Mitigation.Reductions;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Training;

namespace CreditAI.Tests.Scoring.Mitigation;

public sealed class ReductionTests
{
    private static readonly double[][] Columns = [.. Enumerable.Range(0, 2).Select(column => (double[])[.. Rows().Select(row => row.Features[column])])];

    private static readonly GroupedOutcomes Outcomes = new("group", [.. Rows().Select(row => row.Group)], [.. Rows().Select(row => row.Favourable)]);

    [Theory]
    [InlineData(ReductionConstraint.DemographicParity)]
    [InlineData(ReductionConstraint.EqualizedOdds)]
    [InlineData(ReductionConstraint.TruePositiveRateParity)]
    [InlineData(ReductionConstraint.FalsePositiveRateParity)]
    public void ExponentiatedGradient_Converged_HoldsTheConstraintWithinItsBound(ReductionConstraint constraint)
    {
        var learner = ReductionLearner.Logistic(Columns);

        var found = ExponentiatedGradient.Fit(Outcomes, learner, new ReductionOptions { Constraint = constraint, Bound = 0.02 });

        Assert.Equal(1, found.Members.Sum(member => member.Weight), 1e-9);
        var fairness = Measured(found.Probabilities(learner.Decide, Outcomes.Count));
        double[] falseRates = [.. fairness.Groups.Select(group => group.FalsePositiveRate.Value!.Value)];
        var distance = constraint switch
        {
            ReductionConstraint.DemographicParity => fairness.DemographicParity.DifferenceToOverall.Value!.Value,
            ReductionConstraint.EqualizedOdds => fairness.EqualizedOddsWorstCase.DifferenceToOverall.Value!.Value,
            ReductionConstraint.TruePositiveRateParity => fairness.EqualOpportunity.DifferenceToOverall.Value!.Value,
            _ => falseRates.Max(rate => Math.Abs(rate - fairness.Overall.FalsePositiveRate.Value!.Value)),
        };

        // At most bound + (gap + 1) / B, as the theory has it, with B = 100.
        Assert.InRange(distance, 0, 0.02 + ((1 + (2 * found.Gap)) / 100));
    }

    [Fact]
    public void ExponentiatedGradient_BoundedLoss_HoldsTheWorstGroupsErrorToTheBound()
    {
        // What tells the majority's outcomes apart does not tell the minority's.
        var random = new Random(2);
        string[] groups = [.. Enumerable.Range(0, 600).Select(row => row % 5 == 0 ? "minority" : "majority")];
        double[][] columns = [[.. groups.Select(_ => random.NextDouble())], [.. groups.Select(_ => random.NextDouble())]];
        var outcomes = new GroupedOutcomes("group", groups, [.. groups.Select((group, row) => columns[group == "majority" ? 0 : 1][row] > 0.5)]);
        var learner = ReductionLearner.Logistic(columns);
        var before = Worst(outcomes, learner.Decide(learner.Fit(outcomes.Favourable.ToArray(), outcomes.Weights.ToArray())).Select(one => one ? 1d : 0));

        var found = ExponentiatedGradient.Fit(outcomes, learner, new ReductionOptions { Constraint = ReductionConstraint.BoundedLoss, Bound = 0.3 });

        Assert.True(before > 0.35);
        Assert.InRange(Worst(outcomes, found.Probabilities(learner.Decide, outcomes.Count)), 0, 0.32);
    }

    [Fact]
    public void GridSearch_EveryPoint_IsKeptAndTheBestIsNamed()
    {
        var found = GridSearch.Fit(Outcomes, ReductionLearner.Logistic(Columns), new ReductionOptions { GridSize = 21 });

        // The whole numbers within a distance of 3 in two dimensions: the first such ball that holds 21 points.
        Assert.Equal(25, found.Members.Count);
        Assert.Equal(1, found.Members.Count(member => member.Weight == 1));
        Assert.Equal(found.Members.Min(member => member.Error + member.Violation), found.BestSingle!.Error + found.BestSingle.Violation);
        Assert.True(found.BestSingle.Violation < found.Members[12].Violation, "the best is no fairer than the unconstrained rule in the grid's middle");
    }

    [Fact]
    public void ExponentiatedGradient_Scorecards_FindsAFairerScorecardToDeploy()
    {
        var data = Data();
        int[] rows = [.. Enumerable.Range(0, data.Count)];
        var outcomes = GroupedOutcomes.Of(data, data.Groups[0], rows);
        var learner = ReductionLearner.Scorecard(data, rows, (relabelled, train) => LogisticTrainer.Fit(relabelled, train));
        var plain = LogisticTrainer.Fit(data, rows);
        var before = Violation(learner.Decide(plain), outcomes);

        var found = ExponentiatedGradient.Fit(outcomes, learner, new ReductionOptions { Bound = 0.01, Rounds = 8 });

        Assert.Equal(found.BestSingle!.Violation, ViolationToOverall(learner.Decide(found.BestSingle.Model!), outcomes), 1e-9);
        Assert.True(Violation(learner.Decide(found.BestSingle.Model!), outcomes) < before, "the chosen scorecard is no fairer");
        Assert.Equal(["x0", "x1"], found.BestSingle.Model!.Terms.Select(term => term.Feature.Name));
    }

    private static double Violation(bool[] approved, GroupedOutcomes outcomes) =>
        FairnessMeasures.Of("group", ExpectedDecisions.Tallies(outcomes, [.. approved.Select(one => one ? 1d : 0)])).DemographicParity.Difference.Value!.Value;

    private static double ViolationToOverall(bool[] approved, GroupedOutcomes outcomes) => FairnessMeasures
        .Of("group", ExpectedDecisions.Tallies(outcomes, [.. approved.Select(one => one ? 1d : 0)])).DemographicParity.DifferenceToOverall.Value!.Value;

    private static Dataset Data()
    {
        var schema = new DatasetSchema
        {
            Name = "drawn",
            Label = new Label("y", "True", "False"),
            Features = [.. Enumerable.Range(0, 2).Select(index => new Feature { Name = $"x{index}", Kind = FeatureKind.Numeric, DisplayName = $"x{index}", Reason = $"x{index}" })],
            Protected = [new ProtectedAttribute { Name = "group", DisplayName = "group" }],
        };
        var lines = Rows().Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Features[0]:R},{row.Features[1]:R},{row.Group},{row.Favourable}"));
        return CsvDataset.Load(new StringReader(string.Join('\n', lines.Prepend("x0,x1,group,y"))), "drawn", schema);
    }

    private static double Worst(GroupedOutcomes outcomes, IEnumerable<double> probabilities) =>
        ExpectedDecisions.Tallies(outcomes, [.. probabilities]).Max(tally => 1 - ExpectedDecisions.Accuracy([tally]).Value!.Value);

    private static AttributeFairness Measured(double[] probabilities) =>
        FairnessMeasures.Of("group", ExpectedDecisions.Tallies(Outcomes, probabilities));

    private static IEnumerable<(string Group, bool Favourable, double[] Features)> Rows()
    {
        var random = new Random(11);
        for (var row = 0; row < 600; row++)
        {
            var group = random.Next(3);
            double[] features = [random.NextDouble() + (0.25 * group), random.NextDouble()];
            yield return ($"g{group}", features[0] + (0.7 * features[1]) + (0.8 * random.NextDouble()) > 1.3, features);
        }
    }
}
