namespace CreditAI.Ledger.Schema;

/// <summary>The database and the scripts disagree; starting again does not help.</summary>
public sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);
