using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CreditAI.Ledger.Access;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

public sealed class DeploymentApiTests(PostgresServer postgres)
{
    [Fact]
    public async Task Record_OfADeployment_StandsInTheAuditLogStepByStep()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        using var answer = await api.Client.PostAsJsonAsync("/v1/deployments", Deployment());

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var entry = (await ScoringApiHost.ReadAsync(await api.Client.GetAsync(answer.Headers.Location)))["entries"]![0]!;
        Assert.Equal(("deployment.roll-back", "production 20270131T120000Z"), ((string)entry["action"]!, (string)entry["target"]!));
        Assert.Equal("p95 700 ms (at most 500)", (string)entry["detail"]!["steps"]![0]!["detail"]!);
    }

    [Fact]
    public async Task Record_WhatIsNone_NamesTheFieldsAndRecordsNothing()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);
        var deployment = Deployment();
        deployment["outcome"] = "fine";
        deployment["steps"] = "all";

        using var answer = await api.Client.PostAsJsonAsync("/v1/deployments", deployment);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await ScoringApiHost.ReadAsync(answer))["errors"]!.AsObject();
        Assert.Equal(["outcome", "steps"], errors.Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Record_KeyWithoutTheScope_IsForbidden()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);
        var (client, _) = await api.CreateKeyAsync(Scope.Decide | Scope.Read);

        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync("/v1/deployments", Deployment())).StatusCode);
    }

    private static JsonObject Deployment() => new()
    {
        ["id"] = "20270131T120000Z",
        ["environment"] = "production",
        ["imageTag"] = "1.4.0",
        ["by"] = "ops@build",
        ["from"] = "blue",
        ["to"] = "green",
        ["outcome"] = "rolledBack",
        ["steps"] = new JsonArray(new JsonObject { ["name"] = "watch", ["passed"] = false, ["seconds"] = 12.5, ["detail"] = "p95 700 ms (at most 500)" }),
    };
}
