using System.Text.Json.Nodes;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

/// <summary>What a client generated from the description needs of the endpoints that people keep the record with.</summary>
public sealed class RecordDescriptionTests(PostgresServer postgres)
{
    [Fact]
    public async Task OpenApi_EveryOperation_HasANameASummaryAndShapesForItsAnswersAndBodies()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        var document = JsonNode.Parse(await api.Client.GetStringAsync("/openapi/v1.json"))!;
        var operations = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => (Path: $"{method.Key} {path.Key}", Operation: method.Value!)))
            .Where(one => (string)one.Operation["tags"]![0]! is "Policy" or "Outcomes" or "Reviews" or "Notices")
            .ToDictionary(one => one.Path, one => one.Operation);

        Assert.Equal(
            [
                "get /v1/decisions/{id}/notice", "get /v1/decisions/{id}/outcomes", "get /v1/decisions/{id}/reviews", "get /v1/policy",
                "get /v1/policy/versions", "get /v1/policy/{version}", "post /v1/decisions/{id}/review", "post /v1/outcomes", "put /v1/policy",
            ],
            operations.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(operations.Count, operations.Values.Select(operation => (string)operation["operationId"]!).Distinct().Count());
        foreach (var (path, operation) in operations)
        {
            Assert.True(operation["summary"] is not null && operation["security"] is not null, path);
            foreach (var (media, content) in operation["requestBody"]?["content"]?.AsObject() ?? [])
            {
                Assert.True(content!["schema"]!["$ref"] is not null && content["example"] is not null, $"{path} takes {media}");
            }

            foreach (var (status, answer) in operation["responses"]!.AsObject().Where(answer => answer.Key is "200" or "201"))
            {
                Assert.True(answer!["content"]!["application/json"]!["schema"]!["$ref"] is not null, $"{path} answers {status}");
            }
        }

        Assert.NotNull(operations["get /v1/decisions/{id}/notice"]["responses"]!["200"]!["content"]!["text/plain"]);
        Assert.NotNull(operations["get /v1/decisions/{id}/notice"]["responses"]!["200"]!["content"]!["application/json"]!["example"]);
        Assert.NotNull(operations["post /v1/outcomes"]["requestBody"]!["content"]!["application/x-ndjson"]);
    }
}
