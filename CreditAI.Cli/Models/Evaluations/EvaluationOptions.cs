using System.CommandLine;

namespace CreditAI.Cli.Models.Evaluations;

internal static class EvaluationOptions
{
    public static Option<string?> By(string description) => new("--by") { Description = $"{description} Without it, the user who is logged in.", HelpName = "NAME" };
}
