using System.CommandLine;
using System.Text;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Interchange.Onnx;
using CreditAI.Scoring.Interchange.Pmml;
using CreditAI.Scoring.Interchange.Sql;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Export;

/// <summary><c>creditai export</c>.</summary>
internal static class ExportCommand
{
    private const string Conventions = """
          Every format takes one input per feature, named as the feature, and gives
          points and probability_of_default, the same as here. A missing value earns the
          points of the feature's missing bin; a level unseen in training, or a number
          outside the valid range, those of its other bin; the schema's missing markers
          among texts are missing.

          pmml  PMML 4.4 Scorecard: a missing value is absent; reason_1 to reason_4 name
                the features that cost the most points.
          onnx  one [rows, 1] tensor per feature, double or string; NaN and "" are
                missing.
          sql   one query over a table with a column per feature; NULL (and NaN in
                PostgreSQL) is missing.
        """;

    private static readonly Option<SqlDialect> Dialect = new("--dialect") { Description = "sql: whose.", HelpName = "postgres|ansi", DefaultValueFactory = _ => SqlDialect.Postgres };

    private static readonly Option<string> Table = new("--table")
    {
        Description = "sql: the table of applications; a point separates schema and table, and case is kept.",
        HelpName = "T",
        DefaultValueFactory = _ => new SqlOptions().Table,
    };

    private static readonly Option<string?> View = new("--view") { Description = "sql: creates a view of this name in place of a query.", HelpName = "V" };

    private static readonly Option<ReasonBasis> Basis = new("--basis")
    {
        Description = "pmml: what points lost are counted against, the best a feature can earn or the training population's mean.",
        DefaultValueFactory = _ => ReasonBasis.Best,
    };

    public static void AddExportCommand(this RootCommand root)
    {
        var model = SharedOptions.Model();
        var to = new Option<ExportTarget>("--to") { Description = "The format.", HelpName = "pmml|onnx|sql", Required = true };
        var output = new Option<string>("--out") { Description = "The file to write; one that exists is replaced.", HelpName = "F", Required = true };
        var command = new NotedCommand("export", "Writes a scorecard as PMML, ONNX or SQL, to score with elsewhere.", Conventions) { model, to, output, Basis, Dialect, Table, View };
        command.SetAction(parsed =>
        {
            RefuseForeign(parsed, parsed.GetValue(to));
            var scorecard = InputFiles.Scorecard(parsed.GetRequiredValue(model));
            AtomicFile.Write(parsed.GetRequiredValue(output), Bytes(parsed, parsed.GetValue(to), scorecard));
            Console.Error.WriteLine($"scorecard {scorecard.Version} written to {parsed.GetValue(output)}");
            return ExitCode.Done;
        });
        root.Add(command);
    }

    private static byte[] Bytes(ParseResult parsed, ExportTarget target, Scorecard scorecard) => target switch
    {
        ExportTarget.Pmml => PmmlScorecard.Write(scorecard, parsed.GetValue(Basis)),
        ExportTarget.Onnx => OnnxScorecard.Write(scorecard),
        _ => Encoding.UTF8.GetBytes(SqlScorecard.Write(scorecard, new SqlOptions
        {
            Dialect = parsed.GetValue(Dialect),
            Table = parsed.GetRequiredValue(Table),
            View = parsed.GetValue(View),
        })),
    };

    // An option that the format has no use for was meant for another, and what is written would not be what was asked.
    private static void RefuseForeign(ParseResult parsed, ExportTarget target)
    {
        Option[] foreign = target switch
        {
            ExportTarget.Pmml => [Dialect, Table, View],
            ExportTarget.Onnx => [Dialect, Table, View, Basis],
            _ => [Basis],
        };
        if (Array.Find(foreign, option => parsed.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new UsageException($"{given.Name} says nothing to --to {target.ToString().ToLowerInvariant()}");
        }
    }
}
