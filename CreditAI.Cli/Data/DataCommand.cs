using System.CommandLine;

namespace CreditAI.Cli.Data;

/// <summary><c>creditai data</c>.</summary>
internal static class DataCommand
{
    public static void AddDataCommand(this RootCommand root)
    {
        var data = new Command("data", "Makes data to try things on.");
        data.Add(GenerateCommand.Create());
        root.Add(data);
    }
}
