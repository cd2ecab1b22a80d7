using System.ComponentModel.DataAnnotations;
using CreditAI.Ledger.Access;

namespace CreditAI.ScoringApi.Security;

/// <summary>Section Oidc: the issuer whose tokens are taken. Without an Authority, none are.</summary>
internal sealed class OidcOptions : IValidatableObject
{
    /// <summary>The issuer's address, under which /.well-known/openid-configuration stands. https, or http on this machine.</summary>
    public string? Authority { get; set; }

    /// <summary>Which audience tokens must be for. Required with an Authority: a token for another service is not one for this.</summary>
    public string? Audience { get; set; }

    /// <summary>The claim with the scopes, separated by spaces or as an array; scp is read where it is missing.</summary>
    public string ScopeClaim { get; set; } = "scope";

    /// <summary>
    /// What the issuer's words mean here. With none, a token's scopes count when they have our names; with some, nothing counts but these.
    /// </summary>
    public IList<OidcGrant> Grants { get; } = [];

    public bool IsOn => !string.IsNullOrWhiteSpace(Authority);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
        {
            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            yield return new ValidationResult("Oidc:Authority must be an https address.");
        }

        if (string.IsNullOrWhiteSpace(Audience))
        {
            yield return new ValidationResult("Oidc:Audience must be set where Oidc:Authority is: it says which tokens are for this service.");
        }

        foreach (var (index, grant) in Grants.Index())
        {
            if (string.IsNullOrWhiteSpace(grant.Value) || grant.ToScopes() == Scope.None)
            {
                yield return new ValidationResult(
                    $"Oidc:Grants:{index} needs a Value and Scopes, which are of {string.Join(", ", ScopeText.All)}, separated by spaces.");
            }
        }
    }
}
