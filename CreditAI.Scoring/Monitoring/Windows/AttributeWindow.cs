using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Monitoring.Windows;

/// <summary>What a window measures by one protected attribute, or by an intersection of two.</summary>
/// <param name="Reference">The group that adverse impact is measured against; null where no two groups can be compared.</param>
/// <param name="Groups">Every group, those too small to be compared included, in ordinal order.</param>
/// <param name="Measures">Between the groups that said what they are and have decisions enough.</param>
public sealed record AttributeWindow(string Attribute, string? Reference, IReadOnlyList<GroupWindow> Groups, IReadOnlyList<NamedMeasure> Measures);
