using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CreditAI.Ledger.Outcomes;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ScoringApi;

public sealed class OutcomeApiTests(PostgresServer postgres)
{
    private const string Unknown = "0197f3a0-0000-7000-8000-000000000000";

    [Fact]
    public async Task Post_AgainAndAnother_IsUnchangedThenSupersedes()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var id = await DecideAsync(api);

        var first = await PostAsync(api, Outcome(id, "repaid"));
        var again = await PostAsync(api, Outcome(id, "repaid"));
        var other = await PostAsync(api, Outcome(id, "defaulted"));
        var history = await ScoringApiHost.ReadAsync(await api.Client.GetAsync($"/v1/decisions/{id}/outcomes"));

        Assert.Equal(
            [(HttpStatusCode.Created, "recorded"), (HttpStatusCode.OK, "unchanged"), (HttpStatusCode.Created, "superseded")],
            await Task.WhenAll(new[] { first, again, other }.Select(async answer => (answer.StatusCode, (string)(await ScoringApiHost.ReadAsync(answer))["result"]!))));
        Assert.Equal("defaulted", (string)history["outcome"]!);
        Assert.Equal(["defaulted", "repaid"], history["items"]!.AsArray().Select(item => (string)item!["outcome"]!));
    }

    [Fact]
    public async Task Post_Array_TellsOfEachInPlace()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var id = await DecideAsync(api);

        var answer = await PostAsync(api, $$"""
            [{{Outcome(id, "repaid")}}, {{Outcome(Unknown, "repaid")}}, {"decisionId":"x","outcome":"lost","observedAt":"2026-07-01","colour":1}, {{Outcome(id, "repaid")}}, 7]
            """);
        var summary = await ScoringApiHost.ReadAsync(answer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((1, 1, 3), ((int)summary["recorded"]!, (int)summary["unchanged"]!, (int)summary["refused"]!));
        Assert.Equal([201, 404, 400, 200, 400], summary["items"]!.AsArray().Select(item => (int)item!["status"]!));
        Assert.Equal(["colour", "decisionId", "outcome", "observedAt"], summary["items"]![2]!["errors"]!.AsObject().Select(error => error.Key));
        Assert.Contains(Unknown, (string)summary["items"]![1]!["errors"]!["decisionId"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Lines_AreAnsweredLineByLineAndRecorded()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => DecideAsync(api)));
        var lines = Enumerable.Range(0, 1200).Select(index => index % 100 == 7 ? "{" : Outcome(ids[index % 20], index < 600 ? "repaid" : "defaulted"));

        var answer = await api.Client.PostAsync(
            "/v1/outcomes", new StringContent(string.Join('\n', lines) + "\n\n", Encoding.UTF8, "application/x-ndjson"));
        var results = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();

        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Enumerable.Range(0, 1200), results.Select(result => (int)result["index"]!));
        Assert.Equal((20, 20, 12, 1148), (Count("recorded"), Count("superseded"), Count("refused"), Count("unchanged")));
        Assert.Equal("body", results[7]["errors"]!.AsObject().Single().Key);
        Assert.Equal(40, (await api.Services.GetRequiredService<OutcomeStore>().FollowAsync(0, 100, CancellationToken.None)).Count);

        int Count(string result) => results.Count(one => (string)one["result"]! == result);
    }

    [Theory]
    [InlineData("""{"outcome":"repaid"}""", "decisionId,observedAt")]
    [InlineData("""{"decisionId":"0197f3a0-0000-7000-8000-000000000000","outcome":"Repaid","observedAt":"2026-07-01T00:00:00"}""", "outcome,observedAt")]
    [InlineData("""{"decisionId":"0197f3a0-0000-7000-8000-000000000000","outcome":"repaid","observedAt":"2999-07-01T00:00:00Z"}""", "observedAt")]
    [InlineData("""{"decisionId":"0197f3a0-0000-7000-8000-000000000000","outcome":"repaid","observedAt":"2026-07-01T00:00:00Z","source":"\ud800"}""", "source")]
    [InlineData("""{"outcome":"repaid","outcome":"repaid"}""", "body")]
    [InlineData("nonsense", "body")]
    public async Task Post_Faulty_NamesEveryField(string body, string fields)
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        var answer = await PostAsync(api, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(fields, string.Join(',', (await ScoringApiHost.ReadAsync(answer))["errors"]!.AsObject().Select(error => error.Key)));
    }

    [Fact]
    public async Task Post_UnknownDecision_Is404()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(api, Outcome(Unknown, "repaid"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.GetAsync($"/v1/decisions/{Unknown}/outcomes")).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await api.Client.PostAsync("/v1/outcomes", new StringContent("x", Encoding.UTF8, "text/csv"))).StatusCode);
    }

    private static async Task<string> DecideAsync(ScoringApiHost api)
        => (string)(await ScoringApiHost.ReadAsync(await api.DecideAsync(ScoringApiHost.GoodApplication)))["id"]!;

    private static Task<HttpResponseMessage> PostAsync(ScoringApiHost api, string body)
        => api.Client.PostAsync("/v1/outcomes", new StringContent(body, Encoding.UTF8, "application/json"));

    private static string Outcome(string id, string outcome) => $$"""{"decisionId":"{{id}}","outcome":"{{outcome}}","observedAt":"2026-07-01T12:00:00Z","source":"servicing"}""";
}
