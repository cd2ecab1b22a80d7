using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

public sealed class BatchApiTests(PostgresServer postgres)
{
    private const string Good = """{"applicationId":"A-1","features":{"debt_ratio":0.1,"housing":"O","inquiries":0}}""";

    [Fact]
    public async Task Post_GoodBadLongAndEmptyLines_AreAnsweredInPlace()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var tooLong = Good.Replace("A-1", new string('x', 200_000), StringComparison.Ordinal);

        var answers = await PostAsync(api, string.Join('\n', Good, "", "{ not json", """{"applicationId":"A-3","features":{"debt_ratio":"?"}}""", tooLong, Good + "\r", Good));

        Assert.Equal([(1, 201), (3, 400), (4, 400), (5, 400), (6, 201), (7, 201)], answers.Select(answer => ((int)answer["line"]!, (int)answer["status"]!)));
        Assert.Equal(542, (double)answers[0]["decision"]!["points"]!);
        Assert.Equal(["features.debt_ratio", "features.housing", "features.inquiries"], answers[2]["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        Assert.NotNull(answers[3]["errors"]!["line"]);
        Assert.Equal(3, await api.CountAsync());
    }

    [Fact]
    public async Task Post_Line_IsAnsweredAsItIsReadBackAndAsItIsScored()
    {
        const string Declined = """{"applicationId":"Zoë <7>","features":{"debt_ratio":0.5,"housing":"R","inquiries":9}}""";
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        var decision = Assert.Single(await PostAsync(api, Declined))["decision"]!;
        var read = JsonNode.Parse(await api.Client.GetStringAsync($"/v1/decisions/{decision["id"]}?explanation=false"))!;
        var scored = JsonNode.Parse(await (await api.Client.PostAsync(
            "/v1/scores", new StringContent(Declined, Encoding.UTF8, "application/json"))).Content.ReadAsStringAsync())!.AsObject();

        Assert.True(JsonNode.DeepEquals(decision, read), $"{decision}\n{read}");
        Assert.Equal(["score", "points", "probabilityOfDefault", "reasons", "model"], scored.Select(member => member.Key));
        Assert.All(scored, member => Assert.True(JsonNode.DeepEquals(decision[member.Key], member.Value), member.Key));
    }

    [Fact]
    public async Task Post_ManyLines_AreAnsweredInOrderWhileTheRequestGoesOn()
    {
        const int Lines = 20_000;
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var lines = Enumerable.Range(1, Lines).Select(line => Good.Replace("A-1", $"B-{line}", StringComparison.Ordinal)).ToArray();

        var answers = await PostAsync(api, string.Join('\n', lines) + "\n");

        Assert.Equal(Enumerable.Range(1, Lines).Select(line => (line, 201, $"B-{line}")), answers.Select(answer =>
            ((int)answer["line"]!, (int)answer["status"]!, (string)answer["decision"]!["applicationId"]!)));
        Assert.Equal(Lines, answers.Select(answer => (string)answer["decision"]!["id"]!).Distinct().Count());
        Assert.Equal(Lines, await api.CountAsync());
    }

    [Fact]
    public async Task Post_ManyStreamsAtOnce_WaitForRoomAndAreNotRefused()
    {
        const int Streams = 6;
        const int Lines = 4000;
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: new() { ["Ledger:MaxWaiting"] = "2048" });
        var lines = Enumerable.Range(1, Lines).Select(line => Good.Replace("A-1", $"B-{line}", StringComparison.Ordinal)).ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => PostAsync(api, string.Join('\n', lines))));

        Assert.All(answers.SelectMany(stream => stream), answer => Assert.Equal(201, (int)answer["status"]!));
        Assert.Equal(Streams * Lines, await api.CountAsync());
    }

    [Fact]
    public async Task Post_TheSameBatchAgainWithItsKey_IsAnsweredFromTheLedger()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var first = await PostAsync(api, Good + "\n" + Good, "nightly");

        var again = await PostAsync(api, Good + "\n" + Good + "\n" + Good, "nightly");
        var changed = await PostAsync(api, Good.Replace("A-1", "A-9", StringComparison.Ordinal), "nightly");

        Assert.Equal(first.Select(answer => (string)answer["decision"]!["id"]!), again.Take(2).Select(answer => (string)answer["decision"]!["id"]!));
        Assert.Equal(422, (int)Assert.Single(changed)["status"]!);
        Assert.Equal(3, await api.CountAsync());
    }

    [Fact]
    public async Task Post_ABatchAgainOfWhichOnlySomeWasDecided_AnswersEachLineAsItsOwn()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var first = await PostAsync(api, string.Join('\n', Good, "{ not json", Good), "nightly");

        var again = await PostAsync(api, string.Join('\n', Good.Replace("A-1", "A-9", StringComparison.Ordinal), Good, Good, "{ not json", Good), "nightly");

        Assert.Equal([(1, 422), (2, 201), (3, 201), (4, 400), (5, 201)], again.Select(answer => ((int)answer["line"]!, (int)answer["status"]!)));
        Assert.True(JsonNode.DeepEquals(first[2], again[2]), $"{first[2]}\n{again[2]}");
        foreach (var decided in new[] { again[1], again[4] })
        {
            var read = JsonNode.Parse(await api.Client.GetStringAsync($"/v1/decisions/{decided["decision"]!["id"]}?explanation=false"))!;
            Assert.True(JsonNode.DeepEquals(decided["decision"], read), $"{decided}\n{read}");
        }

        Assert.Equal(4, await api.CountAsync());
    }

    [Fact]
    public async Task Post_PostgresIsAway_EveryLineIsToldThatItIsNotAcknowledged()
    {
        await using var own = new PostgresServer();
        await using var api = await ScoringApiHost.StartAsync(await own.CreateDatabaseAsync());
        await own.StopAsync();

        var answers = await PostAsync(api, string.Join('\n', Good, "{ not json", Good));

        Assert.Equal([(1, 503), (2, 400), (3, 503)], answers.Select(answer => ((int)answer["line"]!, (int)answer["status"]!)));
        Assert.EndsWith("This line is not acknowledged: send it again.", (string)answers[0]["detail"]!, StringComparison.Ordinal);
        Assert.All(answers, answer => Assert.False(answer.ContainsKey("decision")));
    }

    [Fact]
    public async Task Post_NotNdjson_Is415()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        var response = await api.Client.PostAsync("/v1/decisions:batch", new StringContent(Good, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Scores_OfAnApplicationWithoutAnId_AreToldAndNothingIsRecorded()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        var response = await api.Client.PostAsync("/v1/scores", new StringContent(
            """{"features":{"debt_ratio":0.5,"housing":"R","inquiries":9}}""", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var score = await ScoringApiHost.ReadAsync(response);
        Assert.Equal(3, score["reasons"]!.AsArray().Count);
        Assert.False(score.ContainsKey("decision"));
        Assert.Equal(0, await api.CountAsync());
    }

    private static async Task<List<JsonObject>> PostAsync(ScoringApiHost api, string lines, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/decisions:batch") { Content = new StringContent(lines, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var answers = new List<JsonObject>();
        while (await reader.ReadLineAsync() is { } line)
        {
            answers.Add(JsonNode.Parse(line)!.AsObject());
        }

        return answers;
    }
}
