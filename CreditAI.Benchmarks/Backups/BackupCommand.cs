using System.CommandLine;
using System.Globalization;
using CreditAI.AppHost.Parts.Postgres;

namespace CreditAI.Benchmarks.Backups;

/// <summary><c>backups</c>: base backups, increments, restores and losses, beside pg_basebackup and cp.</summary>
internal static class BackupCommand
{
    public const string Name = "backups";

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        var binaries = new Option<string?>("--binaries") { Description = "PostgreSQL's programs, of 15 or later; without it those of the local run, which have no pg_basebackup beside them.", HelpName = "DIRECTORY" };
        var gibibytes = new Option<double>("--gib") { Description = "Size of the database.", DefaultValueFactory = _ => 1 };
        var rounds = new Option<int>("--rounds") { Description = "Of each pair; the median counts.", DefaultValueFactory = _ => 3 };
        var command = new Command(Name, "Measures backups beside pg_basebackup and restores beside cp, on a server of its own in the temporary directory.") { binaries, gibibytes, rounds };
        command.SetAction(async (given, _) =>
        {
            var programs = given.GetValue(binaries) ?? PostgresCluster.BinariesNear(AppContext.BaseDirectory);
            await using var run = new BackupRun(programs, given.GetValue(gibibytes), given.GetValue(rounds), time);
            var figures = await run.MeasureAsync();
            foreach (var (name, measured, target, isMet) in figures)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(isMet switch { true => "met    ", false => "NOT MET", null => "       " })}  {name,-60} {measured,-70} {target}"));
            }

            return figures.Exists(figure => figure.IsMet == false) ? 1 : 0;
        });
        return await new RootCommand { command }.Parse(args).InvokeAsync();
    }
}
