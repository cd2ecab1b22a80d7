using System.ComponentModel;
using System.Text.Json;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Evaluations;

namespace CreditAI.ScoringApi.Models;

[Description("A model version with its signature and what it has shown.")]
internal sealed record ModelDetailResponse(
    [property: Description("The registry's number.")] int Version,
    [property: Description("The model's name.")] string Name,
    [property: Description("SHA-256 of the artifact, lower-case hex.")] string Sha256,
    [property: Description("published, refused, passed, approved, challenger, champion or retired: how far it is on its way to champion.")] string Stage,
    [property: Description("The aliases that point at it.")] IReadOnlyList<string> Aliases,
    [property: Description("Names of its features, by slot; empty for a version that was published before they were told.")] IReadOnlyList<string> Features,
    [property: Description("Approved at or above this many points.")] double ApproveAt,
    [property: Description("Declined below this many points; referred between the two.")] double DeclineBelow,
    [property: Description("Metrics measured in training.")] JsonElement Metrics,
    [property: Description("UTC.")] DateTimeOffset PublishedAt,
    [property: Description("Who published it.")] string PublishedBy,
    [property: Description("What it has shown, newest first.")] IReadOnlyList<EvaluationResponse> Evaluations)
{
    public static ModelDetailResponse Of(ModelVersion model, string stage, IReadOnlyList<Evaluation> evaluations) => new(
        model.Version, model.Name, model.Sha256, stage, model.Aliases, model.Features, model.ApproveAt, model.DeclineBelow,
        JsonElement.Parse(model.Metrics), model.PublishedAt, model.PublishedBy, [.. evaluations.Select(EvaluationResponse.Of)]);
}
