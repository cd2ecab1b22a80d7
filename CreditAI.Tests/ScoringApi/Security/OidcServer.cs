using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CreditAI.Tests.ScoringApi.Security;

/// <summary>An issuer as its relying parties see it: discovery, keys, and tokens signed by them.</summary>
internal sealed class OidcServer : IAsyncDisposable
{
    public const string Audience = "creditai";

    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "first" };
    private readonly ECDsaSecurityKey _curve = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "second" };

    private OidcServer(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.Single();

    public SigningCredentials Rsa => new(_key, SecurityAlgorithms.RsaSha256);

    public SigningCredentials Curve => new(_curve, SecurityAlgorithms.EcdsaSha256);

    /// <summary>A key that the issuer never published, under the name of one that it did.</summary>
    public static SigningCredentials Stranger => new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "first" }, SecurityAlgorithms.RsaSha256);

    /// <summary>The published key taken for a shared secret: the classic confusion.</summary>
    public SigningCredentials PublicKeyAsSecret => new(
        new SymmetricSecurityKey(Encoding.ASCII.GetBytes(_key.Rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = "first" }, SecurityAlgorithms.HmacSha256);

    public static async Task<OidcServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new OidcServer(app);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = server.Issuer,
            ["jwks_uri"] = server.Issuer + "/keys",
            ["id_token_signing_alg_values_supported"] = new[] { "RS256", "ES256" },
        }));
        app.MapGet("/keys", () => Results.Text(JsonSerializer.Serialize(new { keys = new object[] { server.RsaJwk(), server.CurveJwk() } }), "application/json"));
        await app.StartAsync();
        return server;
    }

    public Dictionary<string, string> Settings => new() { ["Oidc:Authority"] = Issuer, ["Oidc:Audience"] = Audience };

    public string Token(
        SigningCredentials? signedBy, object? scope = null, string audience = Audience, double expiresInSeconds = 300, string? issuer = null, Dictionary<string, object>? claims = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var all = new Dictionary<string, object>(claims ?? []) { ["sub"] = "s-1", ["name"] = "Ada" };
        if (scope is not null)
        {
            all["scope"] = scope;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Issuer,
            Audience = audience,
            NotBefore = now.AddHours(-1),
            Expires = now.AddSeconds(expiresInSeconds),
            Claims = all,
            SigningCredentials = signedBy,
        });
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private object RsaJwk()
    {
        var key = _key.Rsa.ExportParameters(false);
        return new { kty = "RSA", use = "sig", kid = "first", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
    }

    private object CurveJwk()
    {
        var key = _curve.ECDsa.ExportParameters(false);
        return new { kty = "EC", use = "sig", kid = "second", crv = "P-256", x = Base64UrlEncoder.Encode(key.Q.X), y = Base64UrlEncoder.Encode(key.Q.Y) };
    }
}
