using CreditAI.Scoring.Mitigation.Reductions;

namespace CreditAI.Scoring.Training.Orders;

/// <summary>How a training run is made fairer.</summary>
/// <param name="Attribute">One of the schema's protected attributes; never a feature.</param>
/// <param name="Reduction">Null: rows are reweighed (Kamiran and Calders 2012) so that group and outcome become independent.</param>
public sealed record MitigationOrder(string Attribute, ReductionOptions? Reduction);
