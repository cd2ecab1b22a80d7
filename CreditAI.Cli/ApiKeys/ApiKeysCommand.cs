using System.CommandLine;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.ApiKeys;

/// <summary><c>creditai api-keys</c>: who may call the scoring service.</summary>
internal static class ApiKeysCommand
{
    public static void AddApiKeysCommand(this RootCommand root)
    {
        var keys = new NotedCommand(
            "api-keys",
            "Creates, lists and revokes the keys that callers of the service send.",
            $"  It needs {RegistryConnection.DatabaseVariable} in the environment. Creating and revoking\n  are recorded in the audit log.");
        keys.AddCreateCommand();
        keys.AddListCommand();
        keys.AddRevokeCommand();
        root.Add(keys);
    }
}
