using System.Globalization;
using CreditAI.Benchmarks.Load.Clients;
using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Measuring;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>What a decision takes at half of what the service can do, paced.</summary>
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

        await DriveAsync(Settling);
        var round = await DriveAsync(options.Round * options.Rounds);
        var (latency, errors) = (round.Client.Latency, round.Client.Errors);
        var load = string.Create(CultureInfo.InvariantCulture, $"at {full / 2:0} decisions/s");
        return new ScenarioResult(
            Name,
            [
                Figure($"latency {load}, p50", latency.P50, P50Target, errors),
                Figure("  p99", latency.P99, P99Target, errors),
                Figure("  p99.9", latency.P999, null, errors),
                .. Rounds.Disturbances(round.Cpu),
            ],
            round);

        Task<Round> DriveAsync(TimeSpan duration) => Rounds.MeasureAsync(
            stage, side, 1, () => client.RunAsync(side.Requests, options.Connections, full / 2, duration, cancellationToken), cancellationToken);
    }

    private static async Task<double> FullAsync(Stage stage, Side side, CancellationToken cancellationToken)
    {
        var options = stage.Options;
        await stage.Client.RunAsync(side.Requests, options.Connections, options.WarmUp, cancellationToken);
        var result = await stage.Client.RunAsync(side.Requests, options.Connections, options.Round, cancellationToken);
        return result.Requests / result.Seconds;
    }

    private static Figure Figure(string name, double? milliseconds, double? target, long errors) => new(
        name,
        string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.00} ms{(errors > 0 ? $", {errors} ERRORS" : "")}"),
        target is null ? "" : $"≤ {target} ms",
        target is null ? null : milliseconds <= target && errors == 0);
}
