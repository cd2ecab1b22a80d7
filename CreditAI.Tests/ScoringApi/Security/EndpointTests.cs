using System.Net;
using System.Text.Json.Nodes;
using CreditAI.ScoringApi.Security;
using CreditAI.Tests.Servers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ScoringApi.Security;

public sealed class EndpointTests(PostgresServer postgres)
{
    private static readonly string[] Open = ["/health/live", "/health/ready", "/health/startup", "/metrics", "/openapi/{documentName}.json"];

    [Fact]
    public async Task EveryEndpoint_NeedsAScopeOrIsOneOfTheKnownOpenOnes()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        var endpoints = api.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>().ToList();

        Assert.Equal(Open.Order(), endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<RequiredScope>() is null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(Path).Order());
        var closed = endpoints.Where(endpoint => !Open.Contains(Path(endpoint))).ToList();
        Assert.All(closed, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<RequiredScope>()));
        Assert.True(closed.Count >= 4);
        foreach (var endpoint in closed)
        {
            var path = Path(endpoint).Replace("{id:guid}", "0197f3a0-0000-7000-8000-000000000000", StringComparison.Ordinal).Replace("{version:int}", "1", StringComparison.Ordinal);
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            var response = await api.ClientWith(null).SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, response.StatusCode));
            Assert.Equal("ApiKey", response.Headers.WwwAuthenticate.ToString());
        }

        static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');
    }

    [Fact]
    public async Task OpenApi_EveryOperation_TellsItsScopeAndRefusals()
    {
        await using var api = await ScoringApiHost.StartAsync(
            await postgres.CreateDatabaseAsync(), withChampion: false,
            new() { ["Oidc:Authority"] = "https://login.example.com", ["Oidc:Audience"] = "creditai" });

        var document = JsonNode.Parse(await api.Client.GetStringAsync("/openapi/v1.json"))!;

        Assert.Equal("bearer", (string)document["components"]!["securitySchemes"]!["Bearer"]!["scheme"]!);
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).ToList();
        Assert.NotEmpty(operations);
        foreach (var (_, operation) in operations)
        {
            Assert.Contains("Needs the scope", (string)operation!["description"]!, StringComparison.Ordinal);
            Assert.Equal(["ApiKey", "Bearer"], operation["security"]!.AsArray().Select(each => each!.AsObject().Single().Key));
            Assert.Superset(new HashSet<string> { "401", "403", "429" }, operation["responses"]!.AsObject().Select(answer => answer.Key).ToHashSet());
        }
    }
}
