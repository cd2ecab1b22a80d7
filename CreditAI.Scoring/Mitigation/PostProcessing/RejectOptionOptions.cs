namespace CreditAI.Scoring.Mitigation.PostProcessing;

/// <summary>What reject option classification searches.</summary>
public sealed record RejectOptionOptions
{
    public RejectOptionMetric Metric { get; init; } = RejectOptionMetric.StatisticalParityDifference;

    /// <summary>Largest distance of the metric from 0.</summary>
    public double Bound { get; init; } = 0.05;

    /// <summary>Smallest and largest threshold tried.</summary>
    public double Low { get; init; } = 0.01;

    public double High { get; init; } = 0.99;

    /// <summary>Thresholds tried, 2 or more.</summary>
    public int Thresholds { get; init; } = 50;

    /// <summary>Margins tried at each threshold, from 0 to the nearer end of the scale; 2 or more.</summary>
    public int Margins { get; init; } = 25;
}
