using System.ComponentModel;

namespace CreditAI.ScoringApi.Models;

[Description("Points an alias at a version.")]
internal sealed record PromotionRequest(
    [property: Description("champion or challenger; champion where it is left out.")] string? Alias,
    [property: Description("Why; it is recorded.")] string Reason,
    [property: Description("Why it is to be champion without what the policy asks for; recorded with what was missing.")] string? Override);
