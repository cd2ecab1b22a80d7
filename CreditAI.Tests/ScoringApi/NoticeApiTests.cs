using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CreditAI.Tests.Scoring.Notices;
using CreditAI.Tests.Scoring.Policies;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

public sealed class NoticeApiTests(PostgresServer postgres)
{
    private const string Declined = """{"applicationId":"A-2","features":{"debt_ratio":0.5,"housing":"R","inquiries":9}}""";
    private const string Referred = """{"applicationId":"A-3","features":{"debt_ratio":0.3,"housing":"O","inquiries":2}}""";

    [Fact]
    public async Task Get_Declined_StatesTheScoredReasonsAsJsonAndAsText()
    {
        await using var api = await StartAsync();
        var id = await ReviewApiTests.DecideAsync(api, Declined);

        var json = await api.Client.GetAsync($"/v1/decisions/{id}/notice");
        var text = await GetTextAsync(api, id);
        var notice = await ScoringApiHost.ReadAsync(json);

        Assert.Equal(
            [("inquiries", "Too many recent inquiries"), ("debt_ratio", "Debt is high for the income"), ("housing", "Housing situation")],
            notice["reasons"]!.AsArray().Select(reason => ((string)reason!["feature"]!, (string)reason["text"]!)));
        Assert.Equal("text/plain", text.Content.Headers.ContentType!.MediaType);
        Assert.Equal((string)notice["text"]!, await text.Content.ReadAsStringAsync());
        Assert.Equal(30, DateOnly.Parse((string)notice["dueBy"]!, null).DayNumber - DateOnly.Parse((string)notice["date"]!, null).DayNumber);
        Assert.NotEqual(json.Headers.ETag, text.Headers.ETag);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/v1/decisions/{id}/notice") { Headers = { IfNoneMatch = { json.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await api.Client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task Get_BureauScoreTookPart_DisclosesItsRecordedValue()
    {
        await using var api = await StartAsync();
        await api.PromoteAsync(await api.PublishAsync(ReportCards.Card(), approveAt: 490, declineBelow: 480));
        var id = await ReviewApiTests.DecideAsync(
            api, """{"applicationId":"A-4","features":{"income":0,"bureau_score":0.5,"delinquencies":0,"utilization":2,"history":2,"accounts":2,"inquiries":0}}""");

        var notice = await ScoringApiHost.ReadAsync(await api.Client.GetAsync($"/v1/decisions/{id}/notice?scoreDate=2026-06-30"));
        var stated = await ScoringApiHost.ReadAsync(await api.Client.GetAsync($"/v1/decisions/{id}/notice?keyFactor=Serious%20delinquency&keyFactor=Inquiries"));

        var score = notice["consumerReport"]!["score"]!;
        Assert.Equal((0.5, 300, 850, "2026-06-30"), ((double)score["score"]!, (int)score["lowest"]!, (int)score["highest"]!, (string)score["date"]!));
        Assert.Equal(2, score["keyFactors"]!.AsArray().Count);
        Assert.Equal("Serious delinquency", (string)stated["consumerReport"]!["score"]!["keyFactors"]![0]!);
    }

    [Fact]
    public async Task Get_NotADecline_IsAConflictUntilAPersonDeclines()
    {
        await using var api = await StartAsync();
        var (approved, referred, declined) = (
            await ReviewApiTests.DecideAsync(api, ScoringApiHost.GoodApplication), await ReviewApiTests.DecideAsync(api, Referred),
            await ReviewApiTests.DecideAsync(api, Declined));
        await ReviewApiTests.PostAsync(api, declined, """{"decision":"approve","reviewer":"J. Doe","reason":"Verified"}""");

        foreach (var (id, says) in new[] { (approved, "approved"), (referred, "referred"), (declined, "Review 1") })
        {
            var answer = await api.Client.GetAsync($"/v1/decisions/{id}/notice");
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Contains(says, (string)(await ScoringApiHost.ReadAsync(answer))["detail"]!, StringComparison.Ordinal);
        }

        await ReviewApiTests.PostAsync(
            api, referred, """{"decision":"decline","reviewer":"J. Doe","reason":"x","principalReasons":["Unable to verify employment"]}""");
        var notice = await ScoringApiHost.ReadAsync(await api.Client.GetAsync($"/v1/decisions/{referred}/notice"));
        Assert.Equal("Unable to verify employment", (string)Assert.Single(notice["reasons"]!.AsArray())!["text"]!);
    }

    [Fact]
    public async Task Get_PolicyNamesNoCreditor_SaysWhatToSet()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var id = await ReviewApiTests.DecideAsync(api, Declined);

        var answer = await api.Client.GetAsync($"/v1/decisions/{id}/notice");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("notice.creditorName", (string)(await ScoringApiHost.ReadAsync(answer))["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?scoreDate=yesterday", "*/*", HttpStatusCode.BadRequest)]
    [InlineData("?keyFactor=%07", "*/*", HttpStatusCode.BadRequest)]
    [InlineData("", "application/pdf", HttpStatusCode.NotAcceptable)]
    [InlineData("", "text/html, application/json;q=0.1", HttpStatusCode.OK)]
    public async Task Get_QueryAndAccept_AreChecked(string query, string accept, HttpStatusCode status)
    {
        await using var api = await StartAsync();
        var id = await ReviewApiTests.DecideAsync(api, Declined);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/decisions/{id}/notice{query}");
        request.Headers.Accept.ParseAdd(accept);

        Assert.Equal(status, (await api.Client.SendAsync(request)).StatusCode);
    }

    private static async Task<HttpResponseMessage> GetTextAsync(ScoringApiHost api, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/decisions/{id}/notice");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
        return await api.Client.SendAsync(request);
    }

    private async Task<ScoringApiHost> StartAsync()
    {
        var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        // Cut-offs and reasons as the champion was published with.
        var policy = JsonNode.Parse(PolicyTests.Whole)!.AsObject();
        policy.Remove("cutOffs");
        policy.Remove("reasonMethod");
        var put = await PolicyApiTests.PutAsync(api, "\"1\"", new JsonObject { ["reason"] = "Parties", ["policy"] = policy }.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        return api;
    }
}
