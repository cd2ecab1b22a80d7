namespace CreditAI.Scoring.Mitigation.Thresholds;

/// <summary>Thresholds by group, found by <see cref="ThresholdOptimizer"/>. To decide by it takes leave to use the protected attribute.</summary>
public sealed class ThresholdPolicy
{
    private const string Method = "The threshold optimizer";

    private readonly Dictionary<string, GroupThresholds> _byGroup;

    internal ThresholdPolicy(string attribute, ThresholdOptions options, double yBest, IReadOnlyList<GroupThresholds> groups)
    {
        Attribute = attribute;
        Options = options;
        YBest = yBest;
        Groups = groups;
        _byGroup = groups.ToDictionary(group => group.Group, StringComparer.Ordinal);
    }

    /// <summary>The protected attribute.</summary>
    public string Attribute { get; }

    public ThresholdOptions Options { get; }

    /// <summary>
    /// What was reached on the rows it was fitted on: the groups' objective weighted by their size, or under equalized odds the true
    /// positive rate that all groups share.
    /// </summary>
    public double YBest { get; }

    /// <summary>In ordinal order of their names.</summary>
    public IReadOnlyList<GroupThresholds> Groups { get; }

    /// <summary>Probability of approval, for measuring what the policy would do.</summary>
    /// <exception cref="ArgumentException">The policy has no thresholds for that group.</exception>
    public double Probability(string group, double score) => _byGroup.TryGetValue(group, out var thresholds)
        ? thresholds.Probability(score)
        : throw new ArgumentException($"the policy has no thresholds for {Attribute} '{group}'; it knows {string.Join(", ", _byGroup.Keys)}", nameof(group));

    /// <summary>Decides an application, always the same way.</summary>
    /// <exception cref="ProtectedAttributeRefusedException">There is no leave.</exception>
    public bool Approves(ProtectedAtDecision? leave, DecisionDraw draw, string applicationId, string group, double score)
    {
        ProtectedAtDecision.Demand(leave, Method, Attribute);
        return draw.Approves(applicationId, Probability(group, score));
    }
}
