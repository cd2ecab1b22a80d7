namespace CreditAI.Cli.Deploy;

/// <summary>A deployment cannot go on; the message says why.</summary>
internal sealed class DeploymentException(string message) : Exception(message);
