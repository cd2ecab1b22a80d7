using CreditAI.Ledger.Access;

namespace CreditAI.ScoringApi.Security;

internal static class ScopeConventions
{
    /// <summary>Lets callers in who have any one of the scopes, or admin. An endpoint's own scope replaces that of its group.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, Scope anyOf)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredScope(anyOf));
}
