using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Reasons;

namespace CreditAI.Cli.Score;

/// <summary><c>creditai score</c>.</summary>
internal static class ScoreCommand
{
    public static void AddScoreCommand(this RootCommand root)
    {
        var model = SharedOptions.Model();
        var data = SharedOptions.Data("Applications; outcomes and protected attributes may be absent.");
        var output = new Option<string?>("--out") { Description = "Writes all rows as CSV.", HelpName = "F.csv" };
        var basis = new Option<ReasonBasis>("--basis")
        {
            Description = "What points lost are counted against: the best a feature can earn, or the training population's mean.",
            DefaultValueFactory = _ => ReasonBasis.Best,
        };
        var (delimiter, format, cutOffs) = (SharedOptions.Delimiter(), SharedOptions.Format(), new CutOffOptions());
        var command = new Command("score", "Scores applications, decides them when cut-offs are given, and says what cost each the most points, approved ones too.")
        {
            model, data, output, basis, delimiter, format,
        };
        cutOffs.AddTo(command);
        command.SetAction(parsed =>
        {
            var scorecard = InputFiles.Scorecard(parsed.GetRequiredValue(model));
            var options = new CsvOptions { Delimiter = parsed.GetValue(delimiter), RequireLabel = false, RequireProtected = false };
            var decide = cutOffs.Read(parsed, scorecard);
            var rows = InputFiles.Data(parsed.GetRequiredValue(data), scorecard.Schema, options);
            var scorer = new RowScorer(scorecard, rows, decide, parsed.GetValue(basis));
            Write(scorer, scorecard.Version, parsed.GetValue(output), parsed.GetValue(format));
            return ExitCode.Done;
        });
        root.Add(command);
    }

    private static void Write(RowScorer scorer, string version, string? output, OutputFormat format)
    {
        if (output is not null)
        {
            AtomicFile.Write(output, stream => ScoreOutput.WriteCsv(stream, scorer.Rows()));
        }

        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json => ScoreOutput.WriteJson(json, version, scorer.Rows()));
        }
        else if (output is null)
        {
            ScoreOutput.WriteTable(scorer.Rows());
        }
        else
        {
            Console.Error.WriteLine($"scores written to {output}");
        }
    }
}
