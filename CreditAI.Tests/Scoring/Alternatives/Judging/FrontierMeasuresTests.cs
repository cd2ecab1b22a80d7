using CreditAI.Scoring.Alternatives.Judging;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Metrics;

namespace CreditAI.Tests.Scoring.Alternatives.Judging;

/// <summary>What the search compares by is what the reports state.</summary>
public sealed class FrontierMeasuresTests
{
    private static readonly double[] Points = [.. Enumerable.Range(0, 600).Select(row => (double)(row * 37 % 101))];

    [Fact]
    public void Accuracy_IsThatOfThePerformanceReport()
    {
        var (judged, rows) = Judge();
        bool[] favourable = rows.Favourable;
        var report = PerformanceMeasures.Of(favourable, judged.Probabilities, rows.Weights);

        Assert.Equal(report.Auc!.Value, Value(FrontierMeasures.Accuracy, "auc", judged), 12);
        Assert.Equal(report.Ks!.Value, Value(FrontierMeasures.Accuracy, "ks", judged), 12);
        Assert.Equal(report.Brier!.Value, Value(FrontierMeasures.Accuracy, "brier", judged), 12);
    }

    [Fact]
    public void Fairness_IsThatOfTheFairnessReport()
    {
        var data = ProxiedLoans.Load(600, 3);
        var (judged, _) = Judge();
        var report = FairnessMeasures.Of(
            "race", GroupTallies.Count(data, data.Groups[0], [.. Enumerable.Range(0, 600)], judged.Approved), "a");

        Assert.Equal(report.Groups.Single(group => group.Group == "b").AdverseImpactRatio.Value!.Value, Value(FrontierMeasures.Fairness, "air", judged), 12);
        Assert.Equal(report.DemographicParity.Difference.Value!.Value, Value(FrontierMeasures.Fairness, "demographic_parity_difference", judged), 12);
        Assert.Equal(report.EqualOpportunity.Difference.Value!.Value, Value(FrontierMeasures.Fairness, "equal_opportunity_difference", judged), 12);
        Assert.Equal(report.EqualizedOddsWorstCase.Difference.Value!.Value, Value(FrontierMeasures.Fairness, "equalized_odds_difference", judged), 12);
    }

    [Fact]
    public void Fairness_NobodyOfTheReferenceApproved_IsUndefined()
    {
        var (_, rows) = Judge();
        var nobody = new Judged(rows, Points, 1e9, points => points / 101);

        Assert.Null(FrontierMeasures.AdverseImpactRatio.Of(nobody, rows.Weights));
    }

    [Fact]
    public void Merit_RatioAboveOne_IsNoBetterThanOne() => Assert.Equal(1, FrontierMeasures.AdverseImpactRatio.Merit(1.3));

    private static double Value(IReadOnlyList<FrontierMeasure> measures, string name, Judged judged) =>
        measures.Single(measure => measure.Name == name).Of(judged, judged.Rows.Weights)!.Value;

    private static (Judged Judged, JudgedRows Rows) Judge()
    {
        var data = ProxiedLoans.Load(600, 3);
        var rows = JudgedRows.Of(data, [.. Enumerable.Range(0, 600)], ["race"], 10, new Dictionary<string, string> { ["race"] = "a" });
        return (new Judged(rows, Points, 40, points => points / 101), rows);
    }
}
