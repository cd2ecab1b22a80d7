using System.Security.Claims;
using CreditAI.Ledger.Access;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CreditAI.ScoringApi.Security;

/// <summary>
/// Checks bearer tokens of the configured issuer. The library's handler is called directly, not through ASP.NET's
/// authentication, which would run for every request, with a token or not.
/// </summary>
internal sealed class BearerTokens
{
    // Not HS*: with those, whoever knows the public key could sign (RFC 8725 §2.1). Nor "none".
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly OidcOptions _options;
    private readonly ILogger<BearerTokens> _logger;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _issuer;
    private readonly TokenValidationParameters _parameters;

    public BearerTokens(IOptions<OidcOptions> options, IHttpClientFactory http, ILogger<BearerTokens> logger)
    {
        (_options, _logger) = (options.Value, logger);
        if (_options.IsOn)
        {
            var address = new Uri(_options.Authority!.TrimEnd('/') + "/.well-known/openid-configuration");
            _issuer = new ConfigurationManager<OpenIdConnectConfiguration>(
                address.AbsoluteUri, new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(http.CreateClient(nameof(BearerTokens))) { RequireHttps = address.Scheme == Uri.UriSchemeHttps });
        }

        _parameters = new TokenValidationParameters
        {
            ConfigurationManager = _issuer, // gives the issuer's name and keys, and is asked anew when a key is not known
            ValidAlgorithms = Algorithms,
            ValidAudience = _options.Audience,
            ClockSkew = TimeSpan.FromSeconds(30),
        };
    }

    public bool AreTaken => _issuer is not null;

    public async Task<BearerCheck> CheckAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            await _issuer!.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            SecurityLog.IssuerAway(_logger, exception.InnerException?.GetType().Name ?? exception.GetType().Name);
            return default;
        }

        var result = await _handler.ValidateTokenAsync(token, _parameters);
        return result.IsValid ? Check(result.ClaimsIdentity) : new BearerCheck(null, Describe(result.Exception));
    }

    private static string Describe(Exception fault) => fault switch
    {
        SecurityTokenExpiredException => "The token has expired.",
        SecurityTokenNotYetValidException => "The token is not valid yet.",
        SecurityTokenInvalidAudienceException => "The token is for another audience.",
        SecurityTokenInvalidIssuerException => "The token is from another issuer.",
        _ => "The token is not valid.", // more would help only those who try signatures
    };

    private BearerCheck Check(ClaimsIdentity identity)
    {
        var subject = identity.FindFirst("sub")?.Value ?? identity.FindFirst("client_id")?.Value;
        if (string.IsNullOrEmpty(subject))
        {
            return new BearerCheck(null, "The token names no subject.");
        }

        var name = identity.FindFirst("name")?.Value ?? identity.FindFirst("client_id")?.Value ?? subject;
        return new BearerCheck(new Caller($"token:{subject}", name, ScopesOf(identity)) { HasToken = true }, null);
    }

    private Scope ScopesOf(ClaimsIdentity identity)
    {
        var scopeClaim = identity.HasClaim(claim => claim.Type == _options.ScopeClaim) ? _options.ScopeClaim : "scp";
        if (_options.Grants.Count == 0)
        {
            return ValuesOf(identity, scopeClaim).Aggregate(Scope.None, (all, value) => all | ScopeText.Parse(value));
        }

        return _options.Grants
            .Where(grant => ValuesOf(identity, grant.Claim ?? scopeClaim).Contains(grant.Value))
            .Aggregate(Scope.None, (all, grant) => all | grant.ToScopes());
    }

    private static IEnumerable<string> ValuesOf(ClaimsIdentity identity, string claim)
        => identity.FindAll(claim).SelectMany(each => each.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
