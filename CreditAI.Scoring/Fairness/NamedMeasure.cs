namespace CreditAI.Scoring.Fairness;

/// <summary>A measured number under the name that the field knows it by.</summary>
public readonly record struct NamedMeasure(string Name, Measure Measure);
