using CreditAI.Benchmarks.Alternatives;
using CreditAI.Benchmarks.Backups;
using CreditAI.Benchmarks.Fairness;
using CreditAI.Benchmarks.Load;
using CreditAI.Benchmarks.Measuring;
using CreditAI.Benchmarks.Scoring;
using CreditAI.Benchmarks.Training;

if (args is [LoadCommand.Name, ..])
{
    return await LoadCommand.RunAsync(args, TimeProvider.System);
}

if (args is [BackupCommand.Name, ..])
{
    return await BackupCommand.RunAsync(args, TimeProvider.System);
}

IBenchmark[] benchmarks =
[
    new BatchBenchmark(), new ReasonsBenchmark(), new CountsBenchmark(), new QualityBenchmark(), new MillionRowsBenchmark(), new SearchBenchmark(),
];
var unknown = args.Except(benchmarks.Select(benchmark => benchmark.Name), StringComparer.Ordinal).ToArray();
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"there is no benchmark {string.Join(", ", unknown)}; there are {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}, {LoadCommand.Name} and {BackupCommand.Name}");
    return 2;
}

var figures = new List<Figure>();
foreach (var benchmark in benchmarks.Where(benchmark => args.Length == 0 || args.Contains(benchmark.Name, StringComparer.Ordinal)))
{
    Console.Error.WriteLine($"measuring {benchmark.Name}");
    foreach (var figure in benchmark.Run())
    {
        Console.Error.WriteLine($"  {figure.Name}: {figure.Measured} {figure.Target}");
        figures.Add(figure);
    }
}

Report.Write(figures);
return figures.Exists(figure => figure.Met == false) ? 1 : 0;
