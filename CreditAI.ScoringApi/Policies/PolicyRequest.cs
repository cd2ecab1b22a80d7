using System.ComponentModel;

namespace CreditAI.ScoringApi.Policies;

/// <summary>The request's shape for the description only: it is read with every fault named.</summary>
[Description("A policy to be put. Take the current one's content, change it, and say why.")]
internal sealed record PolicyRequest(
    [property: Description("Why it is put: 1 to 2,000 characters.")] string Reason,
    [property: Description("All of it; what is left out is not set.")] PolicyContent Policy);
