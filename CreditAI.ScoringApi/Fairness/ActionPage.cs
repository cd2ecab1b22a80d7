using System.ComponentModel;

namespace CreditAI.ScoringApi.Fairness;

[Description("Actions, newest first.")]
internal sealed record ActionPage(
    [property: Description("The actions.")] IReadOnlyList<ActionResponse> Actions,
    [property: Description("Send it as cursor for the next page; null when this is the last.")] string? Next);
