using CreditAI.Benchmarks.Load.Results;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>Durable decisions beside what Kestrel does at best.</summary>
internal sealed class DecisionsScenario : IScenario
{
    public string Name => "decisions";

    public async Task<ScenarioResult> RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        if (await stage.MissesAsync(Stage.Decisions, Name, "≥ 0.3 x", cancellationToken) is { } missing)
        {
            return missing;
        }

        var (result, own) = await Comparison.RunAsync(
            stage, Name, "durable decisions", 0.30, stage.DecisionSide, await stage.PlaintextAsync(cancellationToken), cancellationToken);
        stage.DecisionsPerSecond = own.PerSecond;
        return result;
    }
}
