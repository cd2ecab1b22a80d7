namespace CreditAI.Scoring.Fairness.Frames;

/// <summary>Fairlearn's one-number summaries of a frame that holds selection, true positive and false positive rates.</summary>
public static class ParitySummary
{
    public static IReadOnlyList<NamedMeasure> Of(MetricFrame frame)
    {
        var selection = frame.Between(DecisionMetrics.SelectionRate);
        var opportunity = frame.Between(DecisionMetrics.TruePositiveRate);
        var falsePositives = frame.Between(DecisionMetrics.FalsePositiveRate);
        var worst = Parity.WorstOf(opportunity, falsePositives);
        var mean = Parity.MeanOf(opportunity, falsePositives);
        return
        [
            new("demographic_parity_difference__between_groups", selection.Difference),
            new("demographic_parity_ratio__between_groups", selection.Ratio),
            new("equal_opportunity_difference__between_groups", opportunity.Difference),
            new("equal_opportunity_ratio__between_groups", opportunity.Ratio),
            new("equalized_odds_difference__between_groups__worst_case", worst.Difference),
            new("equalized_odds_difference__between_groups__mean", mean.Difference),
            new("equalized_odds_ratio__between_groups__worst_case", worst.Ratio),
            new("equalized_odds_ratio__between_groups__mean", mean.Ratio),
            new("demographic_parity_difference__to_overall", selection.DifferenceToOverall),
            new("demographic_parity_ratio__to_overall", selection.RatioToOverall),
            new("equal_opportunity_difference__to_overall", opportunity.DifferenceToOverall),
            new("equal_opportunity_ratio__to_overall", opportunity.RatioToOverall),
            new("equalized_odds_difference__to_overall__worst_case", worst.DifferenceToOverall),
            new("equalized_odds_difference__to_overall__mean", mean.DifferenceToOverall),
            new("equalized_odds_ratio__to_overall__worst_case", worst.RatioToOverall),
            new("equalized_odds_ratio__to_overall__mean", mean.RatioToOverall),
        ];
    }
}
