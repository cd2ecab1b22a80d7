using System.Net;
using System.Net.Http.Headers;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi.Security;

public sealed class BearerTests(PostgresServer postgres)
{
    public static TheoryData<string, string> Refused => new()
    {
        { "expired", "expired" }, { "audience", "another audience" }, { "issuer", "another issuer" }, { "stranger", "not valid" }, { "none", "not valid" },
        { "hs256", "not valid" }, { "garbage", "not valid" },
    };

    [Fact]
    public async Task Token_SignedByTheIssuer_HasItsScopesAndNoMore()
    {
        await using var issuer = await OidcServer.StartAsync();
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: issuer.Settings);

        foreach (var key in new[] { issuer.Rsa, issuer.Curve })
        {
            var client = With(api, issuer.Token(key, "openid read"));
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/models")).StatusCode);
            var refused = await client.GetAsync("/v1/audit");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("Bearer realm=\"creditai\", error=\"insufficient_scope\", scope=\"audit\"", refused.Headers.WwwAuthenticate.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Token_NotRight_Is401WithAReason(string how, string says)
    {
        await using var issuer = await OidcServer.StartAsync();
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: issuer.Settings);
        var token = how switch
        {
            "expired" => issuer.Token(issuer.Rsa, "read", expiresInSeconds: -120),
            "audience" => issuer.Token(issuer.Rsa, "read", audience: "another"),
            "issuer" => issuer.Token(issuer.Rsa, "read", issuer: "https://elsewhere.example.com"),
            "stranger" => issuer.Token(OidcServer.Stranger, "read"),
            "none" => issuer.Token(null, "read"),
            "hs256" => issuer.Token(issuer.PublicKeyAsSecret, "read"),
            _ => "not.a.token",
        };

        var response = await With(api, token).GetAsync("/v1/models");
        for (var attempt = 0; attempt < 60 && response.StatusCode == HttpStatusCode.ServiceUnavailable; attempt++) // a busy machine: the issuer has not answered in time
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            response = await With(api, token).GetAsync("/v1/models");
        }

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Contains(says, (string)(await ScoringApiHost.ReadAsync(response))["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grants_MapRolesAndScopes_AndNothingElseCounts()
    {
        await using var issuer = await OidcServer.StartAsync();
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: new(issuer.Settings)
        {
            ["Oidc:Grants:0:Claim"] = "roles",
            ["Oidc:Grants:0:Value"] = "auditor",
            ["Oidc:Grants:0:Scopes"] = "audit read",
            ["Oidc:Grants:1:Value"] = "https://creditai/models",
            ["Oidc:Grants:1:Scopes"] = "models",
        });

        var auditor = With(api, issuer.Token(issuer.Rsa, claims: new() { ["roles"] = new[] { "auditor", "gardener" } }));
        var modeller = With(api, issuer.Token(issuer.Rsa, "https://creditai/models admin"));

        Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync("/v1/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await modeller.GetAsync("/v1/models")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await modeller.GetAsync("/v1/audit")).StatusCode);
    }

    [Fact]
    public async Task Token_WhileTheIssuerWasNeverReached_Is503NotAVerdict()
    {
        await using var issuer = await OidcServer.StartAsync();
        var token = issuer.Token(issuer.Rsa, "read");
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: new()
        {
            ["Oidc:Authority"] = $"http://127.0.0.1:{FreePort.Next()}",
            ["Oidc:Audience"] = OidcServer.Audience,
        });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await With(api, token).GetAsync("/v1/models")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.Client.GetAsync("/v1/models")).StatusCode);
    }

    [Fact]
    public async Task Token_NoIssuerConfigured_IsNotTaken()
    {
        await using var issuer = await OidcServer.StartAsync();
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        var response = await With(api, issuer.Token(issuer.Rsa, "admin")).GetAsync("/v1/models");

        Assert.Equal((HttpStatusCode.Unauthorized, "ApiKey"), (response.StatusCode, response.Headers.WwwAuthenticate.ToString()));
    }

    private static HttpClient With(ScoringApiHost api, string token)
    {
        var client = api.ClientWith(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
