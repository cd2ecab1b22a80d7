using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

public sealed class IdempotencyTests(PostgresServer postgres)
{
    [Fact]
    public async Task Post_SameKeyAndBodyByManyAtOnceOnTwoReplicas_IsOneDecisionAndOneAnswer()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var first = await ScoringApiHost.StartAsync(database);
        await using var second = await ScoringApiHost.StartAsync(database, withChampion: false, new() { ["ConnectionStrings:storage"] = $"Directory={first.ObjectDirectory}" });
        await ScoringApiHost.UntilAsync(async () => (await second.Client.GetAsync("/health/ready")).IsSuccessStatusCode);

        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => PostAsync(index % 2 == 0 ? first : second, $"key {round}", ScoringApiHost.GoodApplication)));

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
            Assert.All(answers, answer => Assert.True(JsonNode.DeepEquals(answers[0].Body, answer.Body), $"{answers[0].Body}\n{answer.Body}"));
            Assert.Equal(1, answers.Count(answer => !answer.Replayed));
            Assert.Equal(round + 1, await first.CountAsync());
        }
    }

    [Fact]
    public async Task Post_KeyOfAnotherRequest_Is422AndNothingIsWritten()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        await PostAsync(api, "key", ScoringApiHost.GoodApplication);

        var reused = await PostAsync(api, "key", ScoringApiHost.GoodApplication.Replace("A-1", "A-2", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, reused.Status);
        Assert.Contains("Idempotency-Key", (string)reused.Body["detail"]!, StringComparison.Ordinal);
        Assert.Equal(1, await api.CountAsync());
    }

    [Fact]
    public async Task Post_KeyTooLong_Is400NamingTheHeader()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        var refused = await PostAsync(api, new string('k', 256), ScoringApiHost.GoodApplication);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotNull(refused.Body["errors"]!["Idempotency-Key"]);
    }

    private static async Task<(HttpStatusCode Status, JsonObject Body, bool Replayed)> PostAsync(ScoringApiHost api, string key, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/decisions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await api.Client.SendAsync(request);
        return (response.StatusCode, await ScoringApiHost.ReadAsync(response), response.Headers.Contains("Idempotency-Replayed"));
    }
}
