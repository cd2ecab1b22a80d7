using CreditAI.Ledger.Access;

namespace CreditAI.ScoringApi.Security;

/// <summary>A value of a token's claim, such as a role, and the scopes it stands for.</summary>
internal sealed class OidcGrant
{
    /// <summary>The claim, such as roles; null for the one with the scopes.</summary>
    public string? Claim { get; set; }

    public string Value { get; set; } = "";

    /// <summary>Our scopes, separated by spaces.</summary>
    public string Scopes { get; set; } = "";

    /// <returns>None when any of them is unknown.</returns>
    public Scope ToScopes()
    {
        var scopes = Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ScopeText.Parse).ToList();
        return scopes.Contains(Scope.None) ? Scope.None : scopes.Aggregate(Scope.None, (all, scope) => all | scope);
    }
}
