namespace CreditAI.Ledger.Objects;

/// <summary>An object's content is not what its SHA-256 says, or it is gone.</summary>
public sealed class CorruptObjectException(string message) : Exception(message);
