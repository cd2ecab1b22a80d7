using System.CommandLine;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Deploy;

/// <summary>Options that every command of deployments has.</summary>
internal static class DeployOptions
{
    /// <summary>A key of the service with the scopes decide and read.</summary>
    public const string KeyVariable = "CREDITAI_API_KEY";

    public static Option<string> Environment() => new("--environment") { Description = "development, staging, production: an overlay of the manifests.", HelpName = "E", Required = true };

    public static Option<string> Manifests() => new("--manifests") { Description = "The directory that holds overlays/E.", HelpName = "DIR", DefaultValueFactory = _ => "deploy/kubernetes" };

    public static Option<string?> Context() => new("--context") { Description = "kubectl's context; its current one without it.", HelpName = "NAME" };

    public static string By => $"{System.Environment.UserName}@{System.Environment.MachineName}";

    public static string ApiKey() => System.Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key
        ? key
        : throw new UsageException($"No API key to try the slot with: set {KeyVariable} to one with the scopes decide and read (creditai api-keys create).");
}
