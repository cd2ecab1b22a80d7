namespace CreditAI.Scoring.Training.Boosting;

/// <summary>One side of a bag's table of a pair.</summary>
/// <param name="Axis">The feature's groups.</param>
/// <param name="Order">The ordinary groups in the order that splits cut.</param>
/// <param name="Lent">What the feature lends by group; empty when it has no direction to keep.</param>
internal sealed record PairSide(PairAxis Axis, int[] Order, double[] Lent);
