using System.ComponentModel;

namespace CreditAI.ScoringApi.Training;

[Description("Orders a training run.")]
internal sealed record TrainingRequest(
    [property: Description("Why; it is recorded.")] string Reason,
    [property: Description("What is ordered.")] OrderContent Order);
