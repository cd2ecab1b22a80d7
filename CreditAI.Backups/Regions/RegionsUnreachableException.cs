namespace CreditAI.Backups.Regions;

/// <summary>No region took a write, or none that could be asked had what was wanted and another could not be asked.</summary>
public sealed class RegionsUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
