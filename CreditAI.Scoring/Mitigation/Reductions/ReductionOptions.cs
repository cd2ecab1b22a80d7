namespace CreditAI.Scoring.Mitigation.Reductions;

/// <summary>What a reduction is asked for.</summary>
public sealed record ReductionOptions
{
    public ReductionConstraint Constraint { get; init; } = ReductionConstraint.DemographicParity;

    /// <summary>
    /// Largest distance of a group's rate to that of all rows, 0 to 1; under <see cref="ReductionConstraint.BoundedLoss"/> the largest
    /// share of wrong decisions in a group.
    /// </summary>
    public double Bound { get; init; } = 0.01;

    /// <summary>
    /// Above 0 and below 1: the ratio of a group's rate and that of all rows, either over the other, need only reach this (less the bound); 1 asks for equal rates.
    /// </summary>
    public double Ratio { get; init; } = 1;

    /// <summary>Most rounds of the exponentiated gradient.</summary>
    public int Rounds { get; init; } = 50;

    /// <summary>
    /// Precision of the exponentiated gradient: the multipliers' sum is at most its inverse, so that a constraint is violated by about this more.
    /// </summary>
    public double Precision { get; init; } = 0.01;

    /// <summary>Multipliers that the grid search tries, 1 or more.</summary>
    public int GridSize { get; init; } = 11;

    /// <summary>Largest sum of multipliers of the grid search.</summary>
    public double GridLimit { get; init; } = 2;
}
