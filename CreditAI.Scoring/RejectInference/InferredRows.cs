namespace CreditAI.Scoring.RejectInference;

/// <summary>Declined applications with assumed outcomes. A row may be there twice, under either outcome.</summary>
/// <param name="Rows">Row of the declined data.</param>
/// <param name="Favourable">The assumed outcome.</param>
/// <param name="Weights">Its weight; the row's own weights add up to its weight in the data.</param>
/// <param name="BadRateOfApproved">Weighted, of the approved.</param>
/// <param name="BadRateOfDeclined">Weighted, as assumed.</param>
/// <param name="Assumption">What was assumed, in words.</param>
public sealed record InferredRows(
    int[] Rows, bool[] Favourable, double[] Weights, double BadRateOfApproved, double BadRateOfDeclined, string Assumption);
