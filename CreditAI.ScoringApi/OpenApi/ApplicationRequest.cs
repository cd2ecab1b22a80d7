using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace CreditAI.ScoringApi.OpenApi;

/// <summary>The request's shape for the description only: requests are read straight into the scorecard's slots.</summary>
[Description("An application to be decided.")]
internal sealed record ApplicationRequest
{
    [Description("Yours: what the decision is found by later.")]
    [Required, MaxLength(128)]
    public required string ApplicationId { get; init; }

    [Description("Every feature of the champion by name: a number, a string, or null when the value is not known.")]
    [Required]
    public required Dictionary<string, JsonElement> Features { get; init; }

    [Description("Protected attributes by name, for measuring fairness; never scored, kept apart, and as groups only. What is left out counts as not said.")]
    public Dictionary<string, JsonElement>? Protected { get; init; }
}
