using System.Security.Claims;

namespace CreditAI.ScoringApi.Requests;

internal static class Caller
{
    /// <summary>Who the record names for what a request changed.</summary>
    public static string Name(ClaimsPrincipal user) => user.Identity is { Name: { Length: > 0 } name } ? name : "API key";
}
