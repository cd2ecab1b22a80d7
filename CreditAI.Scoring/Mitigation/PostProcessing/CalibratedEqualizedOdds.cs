namespace CreditAI.Scoring.Mitigation.PostProcessing;

/// <summary>
/// Replaces the scores of a share of the better served side by that side's base rate, so that a generalized error rate is the same on both
/// sides and scores stay calibrated (Pleiss, Raghavan, Wu, Kleinberg and Weinberger 2017). A mix rate outside 0 to 1 means that no such
/// share exists, which happens when the better served side's base rate predicts better than the other side's scores; it is told as
/// found and cannot be applied. To decide by it takes leave to use the protected attribute.
/// </summary>
public sealed record CalibratedEqualizedOdds
{
    public required string Attribute { get; init; }

    public required string Privileged { get; init; }

    public required CalibratedCost Cost { get; init; }

    /// <summary>Share of the privileged group whose score is replaced.</summary>
    public required double PrivilegedMixRate { get; init; }

    public required double OthersMixRate { get; init; }

    public required double PrivilegedBaseRate { get; init; }

    public required double OthersBaseRate { get; init; }

    /// <summary>False: the rates are no probabilities.</summary>
    public bool IsPossible => PrivilegedMixRate is >= 0 and <= 1 && OthersMixRate is >= 0 and <= 1;

    /// <param name="rows">Groups and outcomes.</param>
    /// <param name="scores">Probability of the favourable outcome, by row.</param>
    /// <param name="privileged">A group; all others are taken together.</param>
    /// <param name="cost">What is made the same.</param>
    /// <exception cref="ArgumentException">Either side has one outcome only.</exception>
    public static CalibratedEqualizedOdds Fit(GroupedOutcomes rows, ReadOnlySpan<double> scores, string privileged, CalibratedCost cost)
    {
        var (rates, otherRates) = TwoSides.Rates(rows, scores, privileged);
        var (baseRate, otherBase) = TwoSides.BaseRates(rows, privileged);
        var (own, other) = (CostOf(cost, rates, baseRate), CostOf(cost, otherRates, otherBase));
        var (trivial, otherTrivial) = (CostOf(cost, (baseRate, baseRate), baseRate), CostOf(cost, (otherBase, otherBase), otherBase));
        return new CalibratedEqualizedOdds
        {
            Attribute = rows.Attribute,
            Privileged = privileged,
            Cost = cost,
            PrivilegedMixRate = other > own ? (other - own) / (trivial - own) : 0,
            OthersMixRate = other > own ? 0 : (own - other) / (otherTrivial - other),
            PrivilegedBaseRate = baseRate,
            OthersBaseRate = otherBase,
        };
    }

    /// <summary>Probability of approval when scores of the threshold or above are approved.</summary>
    /// <exception cref="InvalidOperationException">A mix rate is no probability.</exception>
    public double Probability(string group, double score, double threshold)
    {
        if (!IsPossible)
        {
            throw new InvalidOperationException(
                $"calibrated equalized odds on {Attribute} cannot be reached: the mix rates found, {PrivilegedMixRate} and {OthersMixRate}, are no probabilities");
        }

        var (mix, rate) = string.Equals(group, Privileged, StringComparison.Ordinal) ? (PrivilegedMixRate, PrivilegedBaseRate) : (OthersMixRate, OthersBaseRate);
        return ((1 - mix) * (score >= threshold ? 1 : 0)) + (mix * (rate >= threshold ? 1 : 0));
    }

    /// <exception cref="ProtectedAttributeRefusedException">There is no leave.</exception>
    public bool Approves(ProtectedAtDecision? leave, DecisionDraw draw, string applicationId, string group, double score, double threshold)
    {
        ProtectedAtDecision.Demand(leave, "Calibrated equalized odds", Attribute);
        return draw.Approves(applicationId, Probability(group, score, threshold));
    }

    private static double CostOf(CalibratedCost cost, (double OfFavourable, double OfUnfavourable) scores, double baseRate) => cost switch
    {
        CalibratedCost.Fpr => scores.OfUnfavourable,
        CalibratedCost.Fnr => 1 - scores.OfFavourable,
        _ => (0.5 * scores.OfUnfavourable * (1 - baseRate)) + (0.5 * (1 - scores.OfFavourable) * baseRate),
    };
}
