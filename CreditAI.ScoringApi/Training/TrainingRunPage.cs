using System.ComponentModel;

namespace CreditAI.ScoringApi.Training;

[Description("Training runs, newest first.")]
internal sealed record TrainingRunPage(
    [property: Description("The runs.")] IReadOnlyList<TrainingRunResponse> Runs,
    [property: Description("Send it as cursor for the next page; null when this is the last.")] string? Next);
