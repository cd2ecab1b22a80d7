namespace CreditAI.Ledger.Keys;

/// <summary>A key that something is sealed with is not to be had; the message names it and what to do, never a secret.</summary>
public sealed class LostKeyException(string message, Exception? inner = null) : Exception(message, inner);
