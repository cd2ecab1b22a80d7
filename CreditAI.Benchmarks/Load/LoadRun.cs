using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Load.Scenarios;
using CreditAI.Benchmarks.Load.Servers;
using CreditAI.Benchmarks.Measuring;
using Npgsql;

namespace CreditAI.Benchmarks.Load;

/// <summary>Starts everything, runs the scenarios, tells what they gave, and stops everything.</summary>
internal static class LoadRun
{
    /// <summary>In the order they run: verify and count see what the others have written.</summary>
    public static IReadOnlyList<IScenario> Scenarios { get; } =
    [
        new DecisionsScenario(), new InsertsScenario(), new ScoresScenario(), new LatencyScenario(), new ConnectionsScenario(), new BatchScenario(),
        new PythonScenario(), new VerifyScenario(), new CountScenario(),
    ];

    /// <returns>True when every target was met or had nothing to measure.</returns>
    /// <exception cref="LoadException">Something does not start.</exception>
    public static async Task<bool> RunAsync(LoadOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Programs.IsRelease)
        {
            await Console.Error.WriteLineAsync("This is not the Release build: its numbers mean nothing. Say dotnet run -c Release.");
        }

        var results = new List<ScenarioResult>();
        MachineFacts machine;
        await using (var stage = await Stage.OpenAsync(options, time, cancellationToken))
        {
            machine = MachineFacts.Read(await PostgresVersionAsync(stage, cancellationToken), stage.Client.Name, stage.Cores.Description);
            foreach (var scenario in Scenarios.Where(scenario => options.Scenarios.Contains(scenario.Name)))
            {
                await Console.Error.WriteLineAsync($"measuring {scenario.Name}");
                results.Add(await RunAsync(scenario, stage, cancellationToken));
            }
        }

        Report.Write([.. results.SelectMany(result => result.Figures)]);
        if (options.Json is { } file)
        {
            new LoadReport(
                time.GetUtcNow(), machine, options.Round.TotalSeconds, options.Rounds, options.Connections, results).Write(file);
        }

        return !results.SelectMany(result => result.Figures).Any(figure => figure.Met == false);
    }

    // One that fails must not cost what the others measure.
    private static async Task<ScenarioResult> RunAsync(IScenario scenario, Stage stage, CancellationToken cancellationToken)
    {
        try
        {
            return await scenario.RunAsync(stage, cancellationToken);
        }
        catch (Exception failure) when (failure is LoadException or HttpRequestException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ScenarioResult.Failed(scenario.Name, failure.Message.Split('\n')[0]);
        }
    }

    private static async Task<string> PostgresVersionAsync(Stage stage, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(stage.Postgres.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection.PostgreSqlVersion.ToString();
    }
}
