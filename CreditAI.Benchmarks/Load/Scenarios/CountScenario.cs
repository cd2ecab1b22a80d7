using System.Globalization;
using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Load.Servers;
using CreditAI.Benchmarks.Measuring;
using Npgsql;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>The fairness worker on a core of its own, counting all that this run has written, from its first committed page to the last.</summary>
internal sealed class CountScenario : IScenario
{
    private const double Target = 100_000;
    private const string TargetText = "≥ 100000 decisions/s";
    private const string Counted = "SELECT coalesce(sum(position), 0)::bigint FROM fairness.checkpoint WHERE source = 'decision'";
    private const string Written = "SELECT coalesce(sum(position), 0)::bigint FROM ledger.chain";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Name => "count";

    public async Task<ScenarioResult> RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(stage.Postgres.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var rows = await PositionAsync(connection, Written, cancellationToken);
        if (rows - await PositionAsync(connection, Counted, cancellationToken) <= 0)
        {
            return ScenarioResult.NotThere(Name, "the ledger has nothing to count; run another scenario before", TargetText);
        }

        var settings = new Dictionary<string, string?>(stage.ServiceSettings) { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" };
        var program = await ShippedPrograms.CommandAsync("CreditAI.FairnessWorker", "CreditAI.FairnessWorker", stage.Guard, cancellationToken);
        await using var worker = Child.Start("the fairness worker", stage.Guard, stage.Cores.ForServer(program), settings);
        var memory = MemorySampler.Start(worker.Id, stage.Time);
        var first = await UntilAsync(connection, stage.Time, worker, position => position > 0, cancellationToken);
        var (started, cpu) = (stage.Time.GetTimestamp(), ProcessFacts.SecondsOf(worker.Id));
        await UntilAsync(connection, stage.Time, worker, position => position >= rows, cancellationToken);
        var seconds = stage.Time.GetElapsedTime(started).TotalSeconds;
        var spent = ProcessFacts.SecondsOf(worker.Id) - cpu;
        var (counted, trend) = (rows - first, await memory.StopAsync());
        return new ScenarioResult(
            Name,
            [
                new Figure(
                    "fairness worker counts", string.Create(CultureInfo.InvariantCulture, $"{counted / seconds:0} decisions/s, {counted} in {seconds:0.0} s"),
                    TargetText, counted / seconds >= Target),
                new Figure("  its CPU per decision", string.Create(CultureInfo.InvariantCulture, $"{1e6 * spent / counted:0.0} µs"), "", null),
            ],
            new { Counted = counted, Seconds = seconds, CpuSeconds = spent, Memory = trend });
    }

    private static async Task<long> UntilAsync(
        NpgsqlConnection connection, TimeProvider time, Child worker, Func<long, bool> isReached, CancellationToken cancellationToken)
    {
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < Patience; await Task.Delay(Look, time, cancellationToken))
        {
            worker.RequireRunning();
            if (await PositionAsync(connection, Counted, cancellationToken) is var position && isReached(position))
            {
                return position;
            }
        }

        throw new LoadException("the fairness worker has not counted the ledger in ten minutes");
    }

    private static async Task<long> PositionAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
