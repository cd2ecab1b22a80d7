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
        var explain = new Option<bool>("--explain")
        {
            Description = "Says of each row that is not approved which changes of actionable features would have approved it; takes a cut-off.",
        };
        var (delimiter, format, cutOffs) = (SharedOptions.Delimiter(), SharedOptions.Format(), new CutOffOptions());
        var command = new NotedCommand(
            "score",
            "Scores applications, and says what cost each the most points.",
            """
              Given cut-offs, it decides the applications too. Every application has its
              principal reasons, an approved one as well; points lost to a pair of features
              are shared half and half between the two.
            """)
        {
            model, data, output, basis, explain, delimiter, format,
        };
        cutOffs.AddTo(command);
        command.SetAction(parsed =>
        {
            var scorecard = InputFiles.Scorecard(parsed.GetRequiredValue(model));
            var options = new CsvOptions { Delimiter = parsed.GetValue(delimiter), RequireLabel = false, RequireProtected = false };
            var decide = cutOffs.Read(parsed, scorecard);
            if (parsed.GetValue(explain) && decide is null)
            {
                throw new UsageException("--explain says what would have approved a row, so it takes a cut-off: --cut-off or --approval-rate");
            }

            var rows = InputFiles.Data(parsed.GetRequiredValue(data), scorecard.Schema, options);
            var scorer = new RowScorer(scorecard, rows, decide, parsed.GetValue(basis), parsed.GetValue(explain));
            Write(scorer, scorecard.Version, parsed.GetValue(output), parsed.GetValue(format));
            return ExitCode.Done;
        });
        root.Add(command);
    }

    private static void Write(RowScorer scorer, string version, string? output, OutputFormat format)
    {
        if (output is not null)
        {
            AtomicFile.Write(output, stream => ScoreOutput.WriteCsv(stream, scorer));
        }

        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json => ScoreOutput.WriteJson(json, version, scorer));
        }
        else if (output is null)
        {
            ScoreOutput.WriteTable(scorer);
        }
        else
        {
            Console.Error.WriteLine($"scores written to {output}");
        }
    }
}
