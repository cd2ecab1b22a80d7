namespace CreditAI.Scoring.Strategies;

/// <summary>What two scorecards decide on the same rows.</summary>
/// <param name="Group">The group these rows are of; null for all rows.</param>
/// <param name="Both">Approved by both.</param>
/// <param name="SwappedOut">Approved by the first only.</param>
/// <param name="SwappedIn">Approved by the second only.</param>
/// <param name="Neither">Declined by both.</param>
public sealed record SwapCell(string? Group, ApprovalTally Both, ApprovalTally SwappedOut, ApprovalTally SwappedIn, ApprovalTally Neither);
