namespace CreditAI.Scoring.Fairness.Frames;

/// <summary>A number that can be measured on a group and on all rows alike.</summary>
/// <typeparam name="TSample">What it is measured on: decisions against outcomes, or scored rows.</typeparam>
/// <param name="Name">As Fairlearn or scikit-learn call it.</param>
/// <param name="Of">Measures it; not negative, undefined where the sample has nothing to say.</param>
public sealed record Metric<TSample>(string Name, Func<TSample, Measure> Of);
