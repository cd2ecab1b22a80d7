using System.Net;
using System.Text;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

public sealed class ReviewApiTests(PostgresServer postgres)
{
    private const string Declined = """{"applicationId":"A-2","features":{"debt_ratio":0.5,"housing":"R","inquiries":9}}""";
    private const string Approve = """{"decision":"approve","reviewer":"J. Doe","reason":"Payslips verified"}""";
    private const string Decline = """{"decision":"decline","reviewer":"J. Doe","reason":"Fraud","principalReasons":["Unable to verify identity"]}""";

    [Fact]
    public async Task Post_Several_TheLastIsEffectiveAndTheDecisionStaysAsItWas()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var id = await DecideAsync(api, Declined);
        var before = await api.Client.GetStringAsync($"/v1/decisions/{id}");

        var first = await PostAsync(api, id, Approve);
        var again = await PostAsync(api, id, Approve);
        var second = await PostAsync(api, id, """{"decision":"decline","reviewer":"M. Roe","reason":"Payslips were false"}""");
        var history = await ScoringApiHost.ReadAsync(await api.Client.GetAsync($"/v1/decisions/{id}/reviews"));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created], [first.StatusCode, again.StatusCode, second.StatusCode]);
        Assert.Equal("lowSide", (string)(await ScoringApiHost.ReadAsync(first))["override"]!);
        Assert.Equal(("decline", "decline"), ((string)history["recordedDecision"]!, (string)history["effectiveDecision"]!));
        Assert.Equal([(2, "decline", null), (1, "approve", "lowSide")], history["items"]!.AsArray().Select(item =>
            ((int)item!["number"]!, (string)item["decision"]!, (string?)item["override"])));
        Assert.Equal(before, await api.Client.GetStringAsync($"/v1/decisions/{id}"));
    }

    [Fact]
    public async Task Post_DecliningAnApproval_IsAHighSideOverrideWithItsOwnReasons()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var id = await DecideAsync(api, ScoringApiHost.GoodApplication);

        var review = await ScoringApiHost.ReadAsync(await PostAsync(api, id, Decline));

        Assert.Equal("highSide", (string)review["override"]!);
        Assert.Equal("Unable to verify identity", (string)review["principalReasons"]![0]!);
    }

    [Theory]
    [InlineData("""{"decision":"refer"}""", "decision,reviewer,reason")]
    [InlineData("""{"decision":"decline","reviewer":"J. Doe","reason":"Fraud"}""", "principalReasons")]
    [InlineData("""{"decision":"decline","reviewer":"J. Doe","reason":"Fraud","principalReasons":["Insufficient score"]}""", "principalReasons[0]")]
    [InlineData("""{"decision":"approve","reviewer":"J. Doe","reason":"Good","principalReasons":["x"],"by":"me"}""", "by,principalReasons")]
    [InlineData("[]", "body")]
    public async Task Post_Faulty_NamesEveryFieldAndRecordsNothing(string body, string fields)
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var id = await DecideAsync(api, ScoringApiHost.GoodApplication);

        var answer = await PostAsync(api, id, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(fields, string.Join(',', (await ScoringApiHost.ReadAsync(answer))["errors"]!.AsObject().Select(error => error.Key)));
        Assert.Empty((await ScoringApiHost.ReadAsync(await api.Client.GetAsync($"/v1/decisions/{id}/reviews")))["items"]!.AsArray());
    }

    [Fact]
    public async Task Post_ByManyAtOnce_AreAllKeptAndNumbered()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var id = await DecideAsync(api, Declined);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(index =>
            PostAsync(api, id, $$"""{"decision":"approve","reviewer":"Reviewer {{index}}","reason":"Verified"}""")));

        var history = await ScoringApiHost.ReadAsync(await api.Client.GetAsync($"/v1/decisions/{id}/reviews"));
        Assert.Equal(Enumerable.Range(1, 10).Reverse(), history["items"]!.AsArray().Select(item => (int)item!["number"]!));
    }

    [Fact]
    public async Task Any_UnknownDecision_Is404()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);
        const string Id = "0197f3a0-0000-7000-8000-000000000000";

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(api, Id, Approve)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.GetAsync($"/v1/decisions/{Id}/reviews")).StatusCode);
    }

    internal static async Task<string> DecideAsync(ScoringApiHost api, string application)
        => (string)(await ScoringApiHost.ReadAsync(await api.DecideAsync(application)))["id"]!;

    internal static Task<HttpResponseMessage> PostAsync(ScoringApiHost api, string id, string body)
        => api.Client.PostAsync($"/v1/decisions/{id}/review", new StringContent(body, Encoding.UTF8, "application/json"));
}
