namespace CreditAI.Cli.Deploy;

/// <summary>What was found either lets a deployment go on, or ends it.</summary>
internal static class Gate
{
    public static string Require((bool Passed, string Detail) found) => Require(found.Passed, found.Detail);

    /// <exception cref="DeploymentException">It does not hold; the message is what was found.</exception>
    public static string Require(bool passed, string detail) => passed ? detail : throw new DeploymentException(detail);
}
