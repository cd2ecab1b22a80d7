using System.CommandLine;
using System.Text;
using CreditAI.Cli.Running;
using CreditAI.Scoring.ModelCards;

namespace CreditAI.Cli.Scorecards.Card;

/// <summary><c>creditai card</c>.</summary>
internal static class CardCommand
{
    public static void AddCardCommand(this RootCommand root)
    {
        var model = SharedOptions.Model();
        var output = new Option<string>("--out") { Description = "The card to write, as Markdown or as one HTML page.", HelpName = "C.md|C.html", Required = true };
        var command = new Command("card", "Writes a scorecard's model card from its artifact alone.") { model, output };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(output);
            var scorecard = InputFiles.Scorecard(parsed.GetRequiredValue(model));
            var card = Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".md" => ModelCard.ToMarkdown(scorecard),
                ".html" or ".htm" => ModelCard.ToHtml(scorecard),
                _ => throw new UsageException($"--out: {path} must end in .md or .html"),
            };
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(card));
            Console.Error.WriteLine($"model card written to {path}");
            return ExitCode.Done;
        });
        root.Add(command);
    }
}
