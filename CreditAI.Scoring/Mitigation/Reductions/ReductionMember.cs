namespace CreditAI.Scoring.Mitigation.Reductions;

/// <summary>One decision rule of a reduction.</summary>
/// <param name="Model">Null where the reduced problem had one outcome only: the rule then decides everybody alike, as <paramref name="Approves"/> says.</param>
/// <param name="Approves">Null where there is a model.</param>
/// <param name="Weight">Probability that the randomized rule decides by this one.</param>
/// <param name="Error">Share of the training rows decided wrongly.</param>
/// <param name="Violation">Largest distance beyond what is asked on the training rows, before the bound is taken off.</param>
/// <param name="Multipliers">Of the constraints, that it answers.</param>
public sealed record ReductionMember<TModel>(
    TModel? Model, bool? Approves, double Weight, double Error, double Violation, IReadOnlyList<double> Multipliers)
    where TModel : class;
