using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Monitoring;

/// <summary>How data differ from the reference that a scorecard was made for. Rows count one each, whatever their weight.</summary>
public sealed record DriftReport
{
    public required int ReferenceRows { get; init; }

    public required int Rows { get; init; }

    /// <summary>Of points, over the deciles of the reference.</summary>
    public required NumericDrift Score { get; init; }

    /// <summary>By slot.</summary>
    public required IReadOnlyList<FeatureDrift> Features { get; init; }

    /// <summary>Share of unfavourable outcomes; null when the data hold none.</summary>
    public Measure? BadRate { get; init; }

    public Measure? BadRateOfReference { get; init; }

    /// <exception cref="ArgumentException">The data were loaded by another schema than the scorecard's.</exception>
    public static DriftReport Of(Scorecard scorecard, Dataset reference, Dataset actual)
    {
        var features = new FeatureDrift[scorecard.Terms.Count];
        var score = NumericDrift.Of(scorecard.Points(scorecard.Encode(reference)), scorecard.Points(scorecard.Encode(actual)))
            ?? throw new ArgumentException("there are no rows", nameof(actual));
        Parallel.For(0, features.Length, slot =>
            features[slot] = FeatureDrift.Of(scorecard.Terms[slot], reference.Features[slot], actual.Features[slot]));
        return new DriftReport
        {
            ReferenceRows = reference.Count,
            Rows = actual.Count,
            Score = score,
            Features = features,
            BadRate = BadRateOf(actual),
            BadRateOfReference = BadRateOf(reference),
        };
    }

    private static Measure? BadRateOf(Dataset data) =>
        data.HasOutcomes ? Measure.Share(data.Favourable.Count(false), data.Count, data.Count, "there are no rows") : null;
}
