namespace CreditAI.Scoring.Mitigation.Thresholds;

/// <summary>Weight of the rows by decision and outcome.</summary>
internal readonly record struct ThresholdCounts(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    private double Favourable => TruePositives + FalseNegatives;

    private double Unfavourable => TrueNegatives + FalsePositives;

    private double All => TruePositives + TrueNegatives + FalsePositives + FalseNegatives;

    public static Func<ThresholdCounts, double> RateOf(ThresholdConstraint constraint) => constraint switch
    {
        ThresholdConstraint.DemographicParity => counts => counts.SelectionRate,
        ThresholdConstraint.TruePositiveRateParity => counts => counts.TruePositiveRate,
        ThresholdConstraint.TrueNegativeRateParity => counts => counts.TrueNegativeRate,
        ThresholdConstraint.FalseNegativeRateParity => counts => counts.FalseNegatives / counts.Favourable,
        _ => counts => counts.FalsePositives / counts.Unfavourable,
    };

    public static Func<ThresholdCounts, double> ValueOf(ThresholdObjective objective) => objective switch
    {
        ThresholdObjective.AccuracyScore => counts => (counts.TruePositives + counts.TrueNegatives) / counts.All,
        ThresholdObjective.SelectionRate => counts => counts.SelectionRate,
        ThresholdObjective.TruePositiveRate => counts => counts.TruePositiveRate,
        ThresholdObjective.TrueNegativeRate => counts => counts.TrueNegativeRate,
        _ => counts => (0.5 * counts.TruePositives / counts.Favourable) + (0.5 * counts.TrueNegatives / counts.Unfavourable),
    };

    public double SelectionRate => (TruePositives + FalsePositives) / All;

    public double TruePositiveRate => TruePositives / Favourable;

    public double TrueNegativeRate => TrueNegatives / Unfavourable;
}
