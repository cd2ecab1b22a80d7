using System.CommandLine;
using System.Globalization;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Synthetic;
using CsvHelper;

namespace CreditAI.Cli.Data;

/// <summary><c>creditai data generate</c>: streams applications into a CSV file, any number in constant memory.</summary>
internal static class GenerateCommand
{
    private const string About = """
          The same seed and bias give the same file.

          Every applicant has a hidden creditworthiness that is drawn alike in every
          group. --bias B adds, for women (0.6) and for Black and Hispanic applicants
          (1.0; both together 1.6) times B, what hides it: lower income, higher
          utilisation, a shorter credit history or none, and a recorded default of some
          who repaid. 0 adds nothing: what a scorecard then finds between groups is
          chance.
        """;

    public static Command Create()
    {
        var rows = new Option<long>("--rows") { Description = "How many applications.", DefaultValueFactory = _ => 10_000 };
        var seed = new Option<int>("--seed") { Description = "Seed of the generator.", DefaultValueFactory = _ => 1 };
        var bias = new Option<double>("--bias") { Description = "Size of the bias built in, 0 to 3.", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--out") { Description = "The CSV file to write.", HelpName = "F.csv", Required = true };
        var schema = new Option<string?>("--schema-out") { Description = "Writes the data's schema too.", HelpName = "F.json" };
        var unlessExists = SharedOptions.UnlessExists();
        var command = new NotedCommand("generate", "Makes plausible credit applications with groups and outcomes.", About) { rows, seed, bias, output, schema, unlessExists };
        command.SetAction((parsed, cancel) =>
        {
            if (!parsed.GetValue(unlessExists) || !ExistingOutput.IsComplete(parsed.GetValue(output), parsed.GetValue(schema)))
            {
                Run(parsed.GetValue(rows), parsed.GetValue(seed), parsed.GetValue(bias), parsed.GetRequiredValue(output), parsed.GetValue(schema), cancel);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Run(long rows, int seed, double bias, string output, string? schema, CancellationToken cancel)
    {
        if (rows < 1)
        {
            throw new UsageException("--rows must be 1 or more");
        }

        if (!(bias >= 0 && bias <= ApplicationGenerator.MostBias))
        {
            throw new UsageException($"--bias must lie between 0 and {ApplicationGenerator.MostBias}");
        }

        var generator = new ApplicationGenerator(seed, bias);
        AtomicFile.Write(output, stream => Screen.Counting($"Writing {output}", rows, done =>
        {
            using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
            ApplicationCsv.WriteHeader(csv);
            foreach (var application in generator.Generate(rows))
            {
                cancel.ThrowIfCancellationRequested();
                ApplicationCsv.Write(csv, application);
                if (application.Number % 10_000 == 0)
                {
                    done(application.Number);
                }
            }

            csv.Flush();
        }));
        if (schema is not null)
        {
            AtomicFile.Write(schema, SyntheticSchema.Schema.ToUtf8Json());
        }

        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} applications written to {output}"));
    }
}
