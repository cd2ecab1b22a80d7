using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Load.Servers;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>Durable decisions beside FastAPI and scikit-learn that keep no record.</summary>
internal sealed class PythonScenario : IScenario
{
    private const string Python = "/usr/bin/python3";
    private const string Target = "≥ 8 x";

    public string Name => "python";

    public async Task<ScenarioResult> RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        if (!File.Exists(Python) || !await ImportsAsync(stage, cancellationToken))
        {
            return ScenarioResult.NotThere(Name, "apt-get install python3-fastapi python3-uvicorn python3-uvloop python3-httptools python3-sklearn", Target);
        }

        return await stage.MissesAsync(Stage.Decisions, Name, Target, cancellationToken)
            ?? (await Comparison.RunAsync(
                stage, Name, "decisions, against Python", 8, stage.DecisionSide, await stage.PythonAsync(Python, cancellationToken), cancellationToken)).Result;
    }

    private static async Task<bool> ImportsAsync(Stage stage, CancellationToken cancellationToken)
    {
        await using var process = Child.Start("python3", stage.Guard, [Python, "-c", "import fastapi, uvicorn, sklearn"]);
        return await process.WaitForEndAsync(cancellationToken) == 0;
    }
}
