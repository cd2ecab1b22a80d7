using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Watching;

namespace CreditAI.Scoring.Promotion;

/// <summary>A violation of the fairness policy on held-out rows: a measure of a group beyond its threshold.</summary>
/// <param name="Measure">One of <see cref="WatchedMeasure"/>.</param>
/// <param name="Reference">The group compared with; of calibration what was predicted.</param>
/// <param name="IsEvident">Whether its 95 % interval leaves out "no difference".</param>
public sealed record HeldOutFinding(string Measure, string Attribute, string Group, string Reference, Measure Value, double Threshold, Severity Severity, bool IsEvident);
