namespace CreditAI.Scoring.Mitigation.PostProcessing;

/// <summary>
/// Decisions changed by chance until true and false positive rates are the same in the privileged group and in all others, at the least cost in
/// errors: a linear program in four probabilities (Hardt, Price and Srebro 2016; Pleiss et al. 2017). To decide by it takes leave to
/// use the protected attribute.
/// </summary>
public sealed record EqualizedOdds
{
    private EqualizedOdds(string attribute, string privileged, double[] x, double objective)
    {
        (Attribute, Privileged, Objective) = (attribute, privileged, objective);
        (PrivilegedKeep, PrivilegedTurn, OthersKeep, OthersTurn) = (x[0], x[1], x[2], x[3]);
    }

    public string Attribute { get; }

    public string Privileged { get; }

    /// <summary>Probability that an approval of the privileged group stays one.</summary>
    public double PrivilegedKeep { get; }

    /// <summary>Probability that a decline of the privileged group becomes an approval.</summary>
    public double PrivilegedTurn { get; }

    public double OthersKeep { get; }

    public double OthersTurn { get; }

    /// <summary>False less true positive rates, summed over both groups; −2 is perfection.</summary>
    public double Objective { get; }

    /// <param name="rows">Groups and outcomes.</param>
    /// <param name="approved">Decisions by row.</param>
    /// <param name="privileged">A group; all others are taken together.</param>
    /// <exception cref="ArgumentException">Either side has one outcome only.</exception>
    public static EqualizedOdds Fit(GroupedOutcomes rows, ReadOnlySpan<bool> approved, string privileged)
    {
        var decisions = new double[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            decisions[row] = approved[row] ? 1 : 0;
        }

        var ((tpr, fpr), (otherTpr, otherFpr)) = TwoSides.Rates(rows, decisions, privileged);
        double[][] most = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]];
        double[][] equal = [[tpr, 1 - tpr, -otherTpr, otherTpr - 1], [fpr, 1 - fpr, -otherFpr, otherFpr - 1]];
        double[] cost = [fpr - tpr, tpr - fpr, otherFpr - otherTpr, otherTpr - otherFpr];
        var (x, _, objective) = LinearProgram.Minimise(cost, most, [1, 1, 1, 1], equal, [0, 0]);
        return new EqualizedOdds(rows.Attribute, privileged, x, objective);
    }

    /// <summary>Probability of approval, for measuring what the change would do.</summary>
    public double Probability(string group, bool approved) => string.Equals(group, Privileged, StringComparison.Ordinal)
        ? approved ? PrivilegedKeep : PrivilegedTurn
        : approved ? OthersKeep : OthersTurn;

    /// <exception cref="ProtectedAttributeRefusedException">There is no leave.</exception>
    public bool Approves(ProtectedAtDecision? leave, DecisionDraw draw, string applicationId, string group, bool approved)
    {
        ProtectedAtDecision.Demand(leave, "Equalized odds by changed decisions", Attribute);
        return draw.Approves(applicationId, Probability(group, approved));
    }
}
