namespace CreditAI.Cli.Running;

/// <summary>An option whose value makes no sense, found after parsing.</summary>
internal sealed class UsageException(string message) : Exception(message);
