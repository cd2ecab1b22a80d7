using System.ComponentModel;
using System.Text.Json;
using CreditAI.Ledger.Registry;

namespace CreditAI.ScoringApi.Models;

/// <summary>A model version of the registry.</summary>
internal sealed record ModelVersionResponse(
    [property: Description("The registry's number, rising with every publication.")] int Version,
    [property: Description("The model's name.")] string Name,
    [property: Description("SHA-256 of the artifact, lower-case hex.")] string Sha256,
    [property: Description("The aliases that point at this version: champion decides.")] IReadOnlyList<string> Aliases,
    [property: Description("active or retired.")] string State,
    [property: Description("Approved at or above this many points.")] double ApproveAt,
    [property: Description("Declined below this many points; referred between the two.")] double DeclineBelow,
    [property: Description("Metrics measured in training, on training and held-out rows.")] JsonElement Metrics,
    [property: Description("UTC.")] DateTimeOffset PublishedAt,
    [property: Description("Who published it.")] string PublishedBy)
{
    public static ModelVersionResponse From(ModelVersion model)
    {
        using var metrics = JsonDocument.Parse(model.Metrics);
        return new ModelVersionResponse(
            model.Version, model.Name, model.Sha256, model.Aliases, model.State, model.ApproveAt, model.DeclineBelow,
            metrics.RootElement.Clone(), model.PublishedAt, model.PublishedBy);
    }
}
