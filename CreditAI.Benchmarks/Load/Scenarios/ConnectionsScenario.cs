using System.Globalization;
using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Load.Servers;
using CreditAI.Benchmarks.Measuring;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>A thousand connections at once, each sending as fast as it is answered, and the service's memory meanwhile.</summary>
internal sealed class ConnectionsScenario : IScenario
{
    private const int Connections = 1000;
    private const double ErrorShareTarget = 0.001;
    private const double P95Target = 200;

    // Of the memory when the connections have settled: what grows by more in the rest of the run is not flat.
    private const double GrowthTarget = 0.1;

    public string Name => "connections";

    public async Task<ScenarioResult> RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        if (await stage.MissesAsync(Stage.Decisions, Name, "p95 < 200 ms", cancellationToken) is { } missing)
        {
            return missing;
        }

        var side = stage.DecisionSide;
        await using var memory = MemorySampler.Start(side.Server.ProcessId, stage.Time);
        var round = await Rounds.MeasureAsync(
            stage, side, 1, () => stage.Client.RunAsync(side.Requests, Connections, stage.Options.Hold, cancellationToken), cancellationToken);
        var trend = await memory.StopAsync();
        var client = round.Client;
        var attempts = Math.Max(client.Requests, client.Errors);
        double? errorShare = attempts == 0 ? null : (double)client.Errors / attempts;
        return new ScenarioResult(
            Name,
            [
                new Figure(
                    $"{Connections} connections, {client.Seconds:0} s: errors", string.Create(CultureInfo.InvariantCulture, $"{client.Errors} of {attempts} ({errorShare:0.000%})"),
                    "< 0.1 %", errorShare < ErrorShareTarget),
                new Figure(
                    "  p95", string.Create(CultureInfo.InvariantCulture, $"{client.Latency.P95:0.0} ms, {round.PerSecond:0} req/s"),
                    "< 200 ms", client.Latency.P95 < P95Target),
                new Figure("  memory", trend.ToString(), $"grows ≤ {GrowthTarget:P0}", trend.Growth is { } growth ? growth <= GrowthTarget : null),
            ],
            new { Round = round, Memory = trend });
    }
}
