namespace CreditAI.Ledger.Registry.Evaluations;

/// <summary>Somebody who has seen an evaluation agrees that its version becomes champion.</summary>
public sealed record Approval(string By, string Reason, DateTimeOffset At);
