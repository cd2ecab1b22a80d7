using System.ComponentModel;

namespace CreditAI.ScoringApi.Policies;

[Description("A page of policy versions, newest first.")]
internal sealed record PolicyPage(
    [property: Description("Newest first.")] IReadOnlyList<PolicyResponse> Items,
    [property: Description("Hand it back as cursor for the next page; null on the last one.")] string? Next);
