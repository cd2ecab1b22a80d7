using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Watching;

namespace CreditAI.Tests.Ledger.Fairness;

internal static class SampleVerdict
{
    public static readonly DateTimeOffset Since = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A critical difference of selection rates: half of 40 f against three quarters of 40 m.</summary>
    public static Verdict Critical { get; } = new()
    {
        Measure = WatchedMeasure.DemographicParity,
        Attribute = "sex",
        Group = "f",
        Reference = "m",
        Value = Measure.Of(0.25, 40, new Interval(0.1, 0.4)),
        Observed = 0.5,
        Expected = 0.75,
        ReferenceN = 40,
        Threshold = 0.1,
        LogEvidence = 16,
        LogEvidenceAsked = 14.5,
        Since = Since,
        Severity = Severity.Critical,
    };
}
