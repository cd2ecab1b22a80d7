using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Watching;

namespace CreditAI.Scoring.Promotion;

/// <summary>A measure of a group that is beyond the fairness policy's threshold.</summary>
/// <param name="Measure">One of <see cref="WatchedMeasure"/>.</param>
/// <param name="Reference">The group compared with; of calibration what was predicted.</param>
/// <param name="IsEvident">Whether its 95 % interval leaves out "no difference".</param>
public sealed record FairnessBreach(string Measure, string Attribute, string Group, string Reference, Measure Value, double Threshold, Severity Severity, bool IsEvident);
