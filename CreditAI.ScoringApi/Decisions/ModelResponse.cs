using System.ComponentModel;
using CreditAI.Ledger.Registry;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Which model version decided.</summary>
internal sealed record ModelResponse(
    [property: Description("The registry's number.")] int Version,
    [property: Description("The model's name.")] string Name,
    [property: Description("SHA-256 of the artifact, lower-case hex.")] string Sha256)
{
    public static ModelResponse From(ModelVersion model) => new(model.Version, model.Name, model.Sha256);
}
