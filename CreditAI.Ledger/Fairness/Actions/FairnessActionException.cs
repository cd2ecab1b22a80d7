namespace CreditAI.Ledger.Fairness.Actions;

/// <summary>An action cannot be undone; the message says why and what to do.</summary>
public sealed class FairnessActionException(string message) : Exception(message);
