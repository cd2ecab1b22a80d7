namespace CreditAI.Ledger.Verification;

/// <summary>What a row of ledger.decision has that is hashed, but for its chain.</summary>
internal readonly record struct DecisionRow(long Position, Guid Id, int ModelVersion, char Decision, double Points, byte[] Body);
