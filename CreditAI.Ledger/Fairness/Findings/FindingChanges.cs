namespace CreditAI.Ledger.Fairness;

/// <summary>How many findings an evaluation opened and closed.</summary>
public readonly record struct FindingChanges(int Opened, int Closed);
