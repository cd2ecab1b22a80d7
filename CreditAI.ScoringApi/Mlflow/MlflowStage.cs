using CreditAI.Ledger.Registry;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary>MLflow's stages, which are our aliases and states under other names.</summary>
internal static class MlflowStage
{
    public const string None = "None";
    public const string Staging = "Staging";
    public const string Production = "Production";
    public const string Archived = "Archived";

    public static IReadOnlyList<string> All { get; } = [None, Staging, Production, Archived];

    public static string Of(ModelVersion model) => model switch
    {
        _ when model.Aliases.Contains(ModelAlias.Champion) => Production,
        _ when model.Aliases.Contains(ModelAlias.Challenger) => Staging,
        { State: "active" } => None,
        _ => Archived,
    };

    /// <exception cref="MlflowException">There is no such stage.</exception>
    public static string Parse(string text) => All.FirstOrDefault(stage => string.Equals(stage, text, StringComparison.OrdinalIgnoreCase))
        ?? throw new MlflowException(MlflowCode.Invalid, $"Invalid Model Version stage: {text}. Value must be one of {string.Join(", ", All)}.");
}
