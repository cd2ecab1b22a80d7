using CreditAI.Benchmarks.Load.Results;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>Scores without a decision or a record, beside what Kestrel does at best.</summary>
internal sealed class ScoresScenario : IScenario
{
    private const string Path = "/v1/scores";

    public string Name => "scores";

    public async Task<ScenarioResult> RunAsync(Stage stage, CancellationToken cancellationToken) =>
        await stage.MissesAsync(Path, Name, "≥ 0.5 x", cancellationToken)
        ?? (await Comparison.RunAsync(
            stage, Name, "scores", 0.50, stage.ServiceSide(Path), await stage.PlaintextAsync(cancellationToken), cancellationToken)).Result;
}
