using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Proxies;

/// <summary>How well something that the scorecard may use tells who belongs to a protected group.</summary>
/// <param name="Source">The feature; <see cref="Score"/> or <see cref="Together"/>.</param>
/// <param name="Attribute">The protected attribute.</param>
/// <param name="Group">The group that is told from all others.</param>
/// <param name="Auc">Area under the ROC curve on held-out rows, with DeLong's interval; 0.5 tells nothing.</param>
public sealed record Proxy(string Source, string Attribute, string Group, Measure Auc)
{
    /// <summary>The scorecard's points.</summary>
    public const string Score = "(score)";

    /// <summary>All features together, as the logistic trainer puts them.</summary>
    public const string Together = "(all features)";

    /// <summary>AUC from which a feature is called a notable, and a strong, proxy. Conventions, not law.</summary>
    public const double Notable = 0.6, Strong = 0.7;

    public string Verdict => Auc.Value switch
    {
        null => "undefined",
        >= Strong => "strong",
        >= Notable => "notable",
        _ => "weak",
    };
}
