using System.ComponentModel;

namespace CreditAI.ScoringApi.Policies;

[Description("What is done about a finding without waiting for a person: from which severity on, warning or critical, or never.")]
internal sealed record ActionsContent(
    [property: Description("Tell those whom the worker is configured to tell; warning where it is left out.")] string? Notify,
    [property: Description("Take the canary's share back from the challenger, of findings about it; critical where it is left out.")] string? StopCanary,
    [property: Description("Make the version that was champion before it champion again, of findings about the champion; never where it is left out.")] string? DemoteChampion);
