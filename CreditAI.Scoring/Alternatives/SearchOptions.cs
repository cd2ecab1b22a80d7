using CreditAI.Scoring.Alternatives.Judging;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Scoring.Alternatives;

/// <summary>What a search for less discriminatory alternatives is asked for.</summary>
public sealed record SearchOptions
{
    /// <summary>Names of the protected attributes; fairness is that of the worst.</summary>
    public required IReadOnlyList<string> Protected { get; init; }

    /// <summary>How much of the accuracy measure's merit an alternative may lose against the baseline and still be chosen.</summary>
    public double MaximumLoss { get; init; } = 0.005;

    /// <summary>Share of the training rows that every alternative approves, so that all are compared at one volume.</summary>
    public double ApprovalRate { get; init; } = 0.7;

    /// <summary>Scorecards to train, the baseline among them.</summary>
    public int Models { get; init; } = 60;

    public FrontierMeasure Accuracy { get; init; } = FrontierMeasures.Auc;

    public FrontierMeasure Fairness { get; init; } = FrontierMeasures.AdverseImpactRatio;

    /// <summary>Share of the held-out rows that are kept from the choice and confirm it.</summary>
    public double ConfirmationShare { get; init; } = 0.5;

    /// <summary>Fewest held-out rows of a group to judge by it.</summary>
    public int MinimumN { get; init; } = 30;

    /// <summary>Bootstrap resamples behind every band.</summary>
    public int Resamples { get; init; } = 1000;

    public int Seed { get; init; } = 1;

    /// <summary>How the family is trained. Single features in longer steps by default: a search of pairs costs many times as much.</summary>
    public BoostedOptions Boosted { get; init; } = new() { Pairs = 0, Bags = 4, LearningRate = 0.1 };

    /// <summary>What alternatives are measured against. Null: one is trained as the lender would, with nothing of the family's levers.</summary>
    public Scorecard? Baseline { get; init; }

    /// <summary>SHA-256 of the data file and the split as it was asked for, for the lineage.</summary>
    public string? DataSha256 { get; init; }

    /// <inheritdoc cref="DataSha256"/>
    public string? Split { get; init; }

    public PointScale Scale { get; init; } = new();
}
