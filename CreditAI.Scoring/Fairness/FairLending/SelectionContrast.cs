using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.FairLending;

/// <summary>
/// Approvals of a protected group against those of a control group, as fair lending reviews state them. Rows count one each:
/// the tests are of decisions that were made, not of a weighted population.
/// </summary>
public sealed class SelectionContrast
{
    private const double Significant = 0.05;
    private const string NoControl = "nobody of the control group is approved";
    private const string SameRate = "everybody or nobody of both groups is approved";

    private readonly Cell _selectedProtected;
    private readonly Cell _selectedControl;
    private readonly Cell _protected;
    private readonly Cell _control;

    /// <param name="protectedGroup">Decisions on the protected group, unweighted.</param>
    /// <param name="controlGroup">Decisions on the control group, unweighted.</param>
    /// <param name="minimumN">Rows that each group needs for a verdict.</param>
    /// <param name="standardizedDifference">Of the scores; null where there are none.</param>
    public SelectionContrast(Confusion protectedGroup, Confusion controlGroup, int minimumN, Measure? standardizedDifference = null)
    {
        (_selectedProtected, _selectedControl) = (protectedGroup.Selected, controlGroup.Selected);
        (_protected, _control) = (protectedGroup.All, controlGroup.All);
        MinimumN = minimumN;
        StandardizedMeanDifference = standardizedDifference;
    }

    public int MinimumN { get; }

    public long ProtectedRows => _protected.Rows;

    public long ControlRows => _control.Rows;

    public long ProtectedSelected => _selectedProtected.Rows;

    public long ControlSelected => _selectedControl.Rows;

    /// <summary>Selection rate of the protected group, with Wilson's interval.</summary>
    public Measure ProtectedRate => _protected.Share(_selectedProtected, Confusion.NoRows);

    /// <summary>Selection rate of the control group, with Wilson's interval.</summary>
    public Measure ControlRate => _control.Share(_selectedControl, Confusion.NoRows);

    /// <summary>The protected group's rate over the control group's, with Katz's interval.</summary>
    public Measure AdverseImpactRatio
    {
        get
        {
            if (ProtectedRows == 0 || ControlRows == 0)
            {
                return Measure.Not(N, Confusion.NoRows);
            }

            return ControlSelected == 0
                ? Measure.Not(N, NoControl)
                : Measure.Of(
                    ProtectedRate.Value!.Value / ControlRate.Value!.Value,
                    N,
                    Interval.Katz(ProtectedSelected, ProtectedRows, ControlSelected, ControlRows));
        }
    }

    /// <summary>Whether the ratio is at least four fifths (29 CFR 1607.4(D)); null where it is undefined.</summary>
    public bool? FourFifths => AdverseImpactRatio.Value is { } ratio ? FairnessMeasures.KeepsFourFifths(ratio) : null;

    /// <summary>The control group's rate less the protected group's, with Newcombe's interval.</summary>
    public Measure MarginalEffect => Measure.Combine(ControlRate, ProtectedRate, (one, other) => one - other) is { Value: { } effect }
        ? Measure.Of(effect, N, Interval.Newcombe(ControlSelected, ControlRows, ProtectedSelected, ProtectedRows))
        : Measure.Not(N, Confusion.NoRows);

    /// <summary>Two-proportion z statistic with the pooled variance, negative where the protected group is approved less.</summary>
    public Measure Z
    {
        get
        {
            var pooled = (double)(ProtectedSelected + ControlSelected) / N;
            return MarginalEffect.Value is { } effect && pooled is > 0 and < 1
                ? Measure.Of(-effect / Math.Sqrt(pooled * (1 - pooled) * ((1.0 / ProtectedRows) + (1.0 / ControlRows))), N)
                : Measure.Not(N, N == 0 ? Confusion.NoRows : SameRate);
        }
    }

    public Measure TwoSidedP => Z.Value is { } z ? Measure.Of(NormalTail.TwoSided(z), N) : Z;

    /// <summary>Pearson's statistic of the two by two table without continuity correction, on one degree of freedom.</summary>
    public Measure ChiSquare => Z.Value is { } z ? Measure.Of(z * z, N) : Z;

    public Measure FisherExactP => ProtectedRows > 0 && ControlRows > 0
        ? Measure.Of(FisherExact.TwoSided(ProtectedSelected, ProtectedRows, ControlSelected, ControlRows), N)
        : Measure.Not(N, Confusion.NoRows);

    /// <summary>Odds of approval of the protected group over the control group's; undefined where somebody's odds are 0 or infinite.</summary>
    public Measure OddsRatio => ProtectedSelected > 0 && ControlSelected > 0 && ProtectedSelected < ProtectedRows && ControlSelected < ControlRows
        ? Measure.Of((double)ProtectedSelected * (ControlRows - ControlSelected) / ((double)ControlSelected * (ProtectedRows - ProtectedSelected)), N)
        : Measure.Not(N, "everybody or nobody of a group is approved");

    /// <summary>Difference of the mean scores over the population standard deviation of both groups' scores; null without scores.</summary>
    public Measure? StandardizedMeanDifference { get; }

    public ImpactVerdict Verdict => (AdverseImpactRatio.Value, FourFifths) switch
    {
        _ when ProtectedRows < MinimumN || ControlRows < MinimumN => ImpactVerdict.TooFewToSay,
        (null, _) => ImpactVerdict.Undefined,
        (_, true) => ImpactVerdict.FourFifthsKept,
        _ => FisherExactP.Value < Significant ? ImpactVerdict.AdverseImpact : ImpactVerdict.BelowFourFifthsByChance,
    };

    private long N => ProtectedRows + ControlRows;
}
