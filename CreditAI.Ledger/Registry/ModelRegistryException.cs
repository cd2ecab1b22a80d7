namespace CreditAI.Ledger.Registry;

/// <summary>The registry refuses; the message says what and what to do.</summary>
public class ModelRegistryException(string message) : Exception(message);
