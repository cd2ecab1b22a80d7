using Microsoft.AspNetCore.Http.Features;

namespace CreditAI.ScoringApi.Security;

internal static class CallerFeature
{
    /// <summary>Who calls.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is open to everyone, so nobody was asked.</exception>
    public static Caller GetCaller(this HttpContext context) => context.Features.GetRequiredFeature<Caller>();
}
