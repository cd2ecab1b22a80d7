using CreditAI.Benchmarks.Load.Results;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>Durable decisions beside a service that writes one row, and commits, per request.</summary>
internal sealed class InsertsScenario : IScenario
{
    public string Name => "inserts";

    public async Task<ScenarioResult> RunAsync(Stage stage, CancellationToken cancellationToken) =>
        await stage.MissesAsync(Stage.Decisions, Name, "≥ 2.5 x", cancellationToken)
        ?? (await Comparison.RunAsync(
            stage, Name, "decisions, against INSERTs", 2.5, stage.DecisionSide, await stage.InsertsAsync(cancellationToken), cancellationToken)).Result;
}
