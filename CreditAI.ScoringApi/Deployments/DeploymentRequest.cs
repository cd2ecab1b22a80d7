using System.ComponentModel;

namespace CreditAI.ScoringApi.Deployments;

/// <summary>How a deployment ended.</summary>
internal sealed record DeploymentRequest(
    [property: Description("As creditai status shows it.")] string Id,
    [property: Description("Such as production.")] string Environment,
    [property: Description("Of the images; null for the published one.")] string? ImageTag,
    [property: Description("Who deployed.")] string By,
    [property: Description("The slot that had the traffic before; null at the first deployment.")] string? From,
    [property: Description("The slot that was filled.")] string To,
    [property: Description("succeeded, failed or rolledBack.")] string Outcome,
    [property: Description("What was done, in order.")] IReadOnlyList<DeploymentStepRequest> Steps);
