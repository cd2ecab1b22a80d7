namespace CreditAI.Ledger.Fairness;

/// <summary>A measure beyond the fairness policy's threshold, with what it rests on.</summary>
/// <param name="Low">Lower end of the measure's 95 % interval; null where it is undefined.</param>
/// <param name="High">Upper end.</param>
/// <param name="N">Decisions on the group.</param>
/// <param name="Reference">The group compared with.</param>
/// <param name="ReferenceN">Decisions on that group.</param>
public sealed record Violation(
    int ModelVersion, string Attribute, string Group, string Measure, double Value, double? Low, double? High, double Threshold,
    long N, string Reference, long ReferenceN);
