using System.ComponentModel;

namespace CreditAI.ScoringApi.Policies;

[Description("What a model version must show before it becomes champion.")]
internal sealed record PromotionContent(
    [property: Description("How far its AUC may lie below the champion's on the same rows; 0.01 where it is left out.")] double? AccuracyTolerance,
    [property: Description("From which severity on a violation of the fairness policy keeps it out, warning or critical, or never; critical where it is left out.")] string? Fairness,
    [property: Description("Within which 99 of 100 applications are scored and explained; 1000 where it is left out.")] int? LatencyMicroseconds,
    [property: Description("Held-out rows that the evidence must rest on; 1000 where it is left out.")] int? MinimumRows,
    [property: Description("How old the evidence may be; 30 where it is left out.")] int? MaximumAgeDays,
    [property: Description("Persons who must approve beside the one who promotes; 0 where it is left out.")] int? Approvals);
