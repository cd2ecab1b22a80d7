using System.Globalization;
using CreditAI.Benchmarks.Load.Clients;
using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Measuring;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>
/// What a decision takes at half of what the service can do, paced; and what an empty answer takes from bare Kestrel at the same pace: the least
/// that the machine adds. The least, because PostgreSQL's core is nearly idle then, and takes in whatever else wants to run.
/// </summary>
internal sealed class LatencyScenario : IScenario
{
    private const double P50Target = 2;
    private const double P99Target = 5;

    // What serves few at a time is other code than what serves many, and is compiled on both sides once it has run for some seconds.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public string Name => "latency";

    public async Task<ScenarioResult> RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        if (await stage.MissesAsync(Stage.Decisions, Name, $"p50 ≤ {P50Target} ms", cancellationToken) is { } missing)
        {
            return missing;
        }

        var (side, options, client) = (stage.DecisionSide, stage.Options, new PacedClient(stage.Time));
        var full = stage.DecisionsPerSecond ??= await FullAsync(stage, side, cancellationToken);
        if (full < 2)
        {
            return ScenarioResult.Failed(Name, "the service answered next to nothing at full load");
        }

        var round = await DriveAsync(side);
        var beside = await DriveAsync(await stage.PlaintextAsync(cancellationToken));
        var load = string.Create(CultureInfo.InvariantCulture, $"at {full / 2:0} decisions/s");
        return new ScenarioResult(
            Name,
            [
                Figure($"latency {load}, p50", latency => latency.P50, P50Target),
                Figure("  p99", latency => latency.P99, P99Target),
                Figure("  p99.9", latency => latency.P999, null),
                .. Rounds.Disturbances(round.Cpu),
            ],
            new { Own = round, Peer = beside });

        Figure Figure(string name, Func<Latencies, double?> of, double? target) => new(
            name, Text(round.Client, of), target is null ? "" : $"≤ {target} ms",
            target is null ? null : of(round.Client.Latency) <= target && round.Client.Errors == 0,
            $"plaintext: {Text(beside.Client, of)}");

        async Task<Round> DriveAsync(Side driven)
        {
            await PacedAsync(driven, Settling);
            return await PacedAsync(driven, options.Round * options.Rounds);
        }

        Task<Round> PacedAsync(Side driven, TimeSpan duration) => Rounds.MeasureAsync(
            stage, driven, 1, () => client.RunAsync(driven.Requests, options.Connections, full / 2, duration, cancellationToken), cancellationToken);
    }

    private static async Task<double> FullAsync(Stage stage, Side side, CancellationToken cancellationToken)
    {
        var options = stage.Options;
        await stage.Client.RunAsync(side.Requests, options.Connections, options.WarmUp, cancellationToken);
        var result = await stage.Client.RunAsync(side.Requests, options.Connections, options.Round, cancellationToken);
        return result.Requests / result.Seconds;
    }

    private static string Text(ClientResult result, Func<Latencies, double?> of) => string.Create(
        CultureInfo.InvariantCulture, $"{of(result.Latency):0.00} ms{(result.Errors > 0 ? $", {result.Errors} ERRORS" : "")}");
}
