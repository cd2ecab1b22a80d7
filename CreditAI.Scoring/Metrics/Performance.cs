namespace CreditAI.Scoring.Metrics;

/// <summary>How well scores tell favourable from unfavourable outcomes. A measure is null where it is undefined.</summary>
public sealed record Performance
{
    /// <summary>Rows.</summary>
    public required long N { get; init; }

    /// <summary>Share of favourable outcomes.</summary>
    public double? BaseRate { get; init; }

    /// <summary>Area under the ROC curve; equal scores count half.</summary>
    public double? Auc { get; init; }

    /// <summary>Kolmogorov–Smirnov: the largest distance between the two score distributions.</summary>
    public double? Ks { get; init; }

    /// <summary>2 AUC − 1.</summary>
    public double? Gini { get; init; }

    /// <summary>Mean squared error of the probability.</summary>
    public double? Brier { get; init; }

    /// <summary>Mean negative log-likelihood; probabilities are kept 1e-15 from 0 and 1.</summary>
    public double? LogLoss { get; init; }

    /// <summary>Why something is null: "no unfavourable outcomes". Null when all is defined.</summary>
    public string? Undefined { get; init; }
}
