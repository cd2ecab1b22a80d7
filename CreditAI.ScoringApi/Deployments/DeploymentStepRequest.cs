using System.ComponentModel;

namespace CreditAI.ScoringApi.Deployments;

/// <summary>A step of a deployment.</summary>
internal sealed record DeploymentStepRequest(
    [property: Description("Such as migration.")] string Name,
    [property: Description("Whether it passed.")] bool Passed,
    [property: Description("How long it took.")] double Seconds,
    [property: Description("What was found.")] string Detail);
