using CreditAI.Scoring.Data;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training;

/// <summary>What a training run is asked for, beside the data.</summary>
public sealed record TrainingRequest
{
    public LogisticOptions Logistic { get; init; } = new();

    /// <summary>Null: the logistic trainer is asked for.</summary>
    public BoostedOptions? Boosted { get; init; }

    public PointScale Scale { get; init; } = new();

    public int Seed { get; init; }

    /// <summary>The split as it was asked for, for the lineage.</summary>
    public string? Split { get; init; }

    /// <summary>SHA-256 of the data file, for the lineage.</summary>
    public string? DataSha256 { get; init; }

    /// <summary>Share of the training rows whose score is approved in the fairness report, 0 to 1.</summary>
    public double ApprovalRate { get; init; } = 0.7;

    /// <summary>Steps that a fit counts: every bag's features, then its pairs. The logistic trainer takes one.</summary>
    public int Steps => Boosted is { } boosted ? 2 * boosted.Bags : 1;

    /// <summary>Fits the trainer asked for.</summary>
    internal Scorecard Fit(Dataset data, int[] rows, Action<long>? advance, CancellationToken cancellation) => Boosted is { } boosted
        ? BoostedTrainer.Fit(data, rows, boosted, Scale, advance, cancellation)
        : LogisticTrainer.Fit(data, rows, Logistic, Scale);
}
