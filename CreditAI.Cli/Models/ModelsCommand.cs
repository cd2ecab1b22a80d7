using System.CommandLine;
using CreditAI.Cli.Models.Evaluations;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Models;

/// <summary><c>creditai models</c>: the registry. Connection strings come from the environment, where no process list shows them.</summary>
internal static class ModelsCommand
{
    public static void AddModelsCommand(this RootCommand root)
    {
        var models = new NotedCommand(
            "models",
            "Publishes scorecards to the registry and says which decides.",
            $"  It needs {RegistryConnection.DatabaseVariable}, and to publish {RegistryConnection.StorageVariable},\n  in the environment.");
        models.AddPublishCommand();
        models.AddListCommand();
        models.AddShowCommand();
        models.AddCheckCommand();
        models.AddApproveCommand();
        models.AddCompareCommand();
        models.AddPromoteCommand();
        models.AddRollbackCommand();
        models.AddHistoryCommand();
        models.AddRetireCommand();
        root.Add(models);
    }
}
