namespace CreditAI.Ledger.Access;

/// <summary>A key cannot be created or revoked; the message says why and what to do.</summary>
public sealed class ApiKeyException(string message) : Exception(message);
