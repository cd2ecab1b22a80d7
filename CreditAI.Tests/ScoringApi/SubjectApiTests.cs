using System.Net;
using System.Text.Json.Nodes;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

public sealed class SubjectApiTests(PostgresServer postgres)
{
    [Fact]
    public async Task Subject_ExportedThenErased_HasAProofAndNothingElse()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var decision = await DecideAsync(api, "A-1", "Zoë");
        await DecideAsync(api, "A-2", "Zoë");
        await DecideAsync(api, "A-3", "another");

        var export = await ReadAsync(api, "/v1/subjects/Zo%C3%AB");
        var erased = await api.Client.DeleteAsync("/v1/subjects/Zo%C3%AB?reason=asked%20to");
        var proof = await ScoringApiHost.ReadAsync(erased);
        var after = await ReadAsync(api, "/v1/subjects/Zo%C3%AB");
        var read = await ReadAsync(api, $"/v1/decisions/{decision["id"]}");

        Assert.Equal(["A-2", "A-1"], export["decisions"]!.AsArray().Select(one => (string)one!["decision"]!["applicationId"]!));
        Assert.Equal("""{"debt_ratio":0.3,"housing":"R","inquiries":2}""", export["decisions"]![0]!["features"]!.ToJsonString());
        Assert.Equal((HttpStatusCode.OK, 2), (erased.StatusCode, (int)proof["decisions"]!));
        Assert.Empty(after["decisions"]!.AsArray());
        Assert.Equal((string)proof["id"]!, (string)Assert.Single(after["erasures"]!.AsArray())!["id"]!);
        Assert.Null(read["applicationId"]);
        Assert.Equal((double)decision["points"]!, (double)read["points"]!);
        Assert.Empty((await ReadAsync(api, "/v1/decisions?application=A-1"))["decisions"]!.AsArray());
        Assert.Single((await ReadAsync(api, "/v1/decisions?application=A-3"))["decisions"]!.AsArray());
        Assert.Equal(HttpStatusCode.Gone, (await api.Client.GetAsync($"/v1/decisions/{decision["id"]}/notice")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.DeleteAsync("/v1/subjects/Zo%C3%AB?reason=again")).StatusCode);
        Assert.Equal("subject.erase", (string)(await ReadAsync(api, "/v1/audit"))["entries"]![0]!["action"]!);
    }

    [Fact]
    public async Task Erase_WithoutAReason_Is400()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        Assert.Equal(HttpStatusCode.BadRequest, (await api.Client.DeleteAsync("/v1/subjects/anybody")).StatusCode);
    }

    [Fact]
    public async Task Decisions_OfAnApplication_ArePagedByCursorNewestFirst()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, (string)(await DecideAsync(api, "again", null))["id"]!);
        }

        var pages = new List<string[]>();
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var page = await ReadAsync(api, $"/v1/decisions?application=again&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            pages.Add([.. page["decisions"]!.AsArray().Select(one => (string)one!["id"]!)]);
            next = (string?)page["next"];
        }

        Assert.Equal(ids, pages.SelectMany(page => page));
        Assert.Equal([2, 2, 1], pages.Select(page => page.Length));
        Assert.Equal(HttpStatusCode.BadRequest, (await api.Client.GetAsync("/v1/decisions?application=again&cursor=forged")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.Client.GetAsync("/v1/decisions")).StatusCode);
    }

    private static async Task<JsonObject> DecideAsync(ScoringApiHost api, string application, string? applicant)
    {
        var body = new JsonObject
        {
            ["applicationId"] = application,
            ["features"] = new JsonObject { ["debt_ratio"] = 0.3, ["housing"] = "R", ["inquiries"] = 2 },
        };
        if (applicant is not null)
        {
            body["applicantId"] = applicant;
        }

        return await ScoringApiHost.ReadAsync(await api.DecideAsync(body.ToJsonString()));
    }

    private static async Task<JsonObject> ReadAsync(ScoringApiHost api, string path)
        => JsonNode.Parse(await api.Client.GetStringAsync(path))!.AsObject();
}
