using CreditAI.Benchmarks.Load.Results;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>Measures one thing about the running service.</summary>
internal interface IScenario
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    Task<ScenarioResult> RunAsync(Stage stage, CancellationToken cancellationToken);
}
