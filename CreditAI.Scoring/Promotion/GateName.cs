namespace CreditAI.Scoring.Promotion;

/// <summary>The names of the gates, as records, metrics and people have them.</summary>
public static class GateName
{
    /// <summary>Held-out rows with outcomes, as many as are asked for.</summary>
    public const string Data = "data";

    /// <summary>AUC against the champion's.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>The fairness policy, on the decisions that the version would make.</summary>
    public const string Fairness = "fairness";

    /// <summary>The artifact read again gives the same points and reasons, and reasons that account for every point.</summary>
    public const string Reasons = "reasons";

    /// <summary>How long it takes to score and explain.</summary>
    public const string Latency = "latency";

    public static IReadOnlyList<string> All { get; } = [Data, Accuracy, Fairness, Reasons, Latency];
}
