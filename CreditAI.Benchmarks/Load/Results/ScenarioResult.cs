using CreditAI.Benchmarks.Measuring;

namespace CreditAI.Benchmarks.Load.Results;

/// <summary>What a scenario gave.</summary>
/// <param name="Raw">Everything measured, for the JSON document.</param>
internal sealed record ScenarioResult(string Name, IReadOnlyList<Figure> Figures, object? Raw = null)
{
    /// <summary>What it would measure does not exist here; that is no number, and above all no zero.</summary>
    public static ScenarioResult NotThere(string name, string what, string target) =>
        new(name, [new Figure(name, $"not there: {what}", target, null)]);

    /// <summary>It could not be measured, which meets no target.</summary>
    public static ScenarioResult Failed(string name, string why) => new(name, [new Figure(name, $"failed: {why}", "", false)]);
}
