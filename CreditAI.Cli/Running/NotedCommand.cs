using System.CommandLine;

namespace CreditAI.Cli.Running;

/// <summary>A command whose description is one line, for the list of commands, and whose own help ends with what else there is to know.</summary>
internal sealed class NotedCommand(string name, string description, string notes) : Command(name, description)
{
    /// <summary>Paragraphs, lines of at most 78 characters.</summary>
    public string Notes { get; } = notes;
}
