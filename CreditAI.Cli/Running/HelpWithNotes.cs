using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CreditAI.Cli.Running;

/// <summary>Help as usual, then the command's notes.</summary>
internal sealed class HelpWithNotes(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Help is asked for instead of what a command requires.</summary>
    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithNotes((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is NotedCommand { Notes: var notes })
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"Notes:\n{notes}\n");
        }

        return code;
    }
}
