namespace CreditAI.Cli.Deploy;

/// <summary>What was done, and how it ended.</summary>
/// <param name="Detail">What was found, or why it failed.</param>
internal sealed record DeploymentStep(string Name, bool Passed, DateTimeOffset StartedAt, double Seconds, string Detail);
