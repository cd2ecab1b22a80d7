using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CreditAI.ScoringApi.Policies;
using CreditAI.Tests.Scoring.Policies;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ScoringApi;

public sealed class PolicyApiTests(PostgresServer postgres)
{
    [Fact]
    public async Task Get_FirstPolicy_HasTheDefaultsAndItsVersionAsTag()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        var response = await api.Client.GetAsync("/v1/policy");
        var policy = await ScoringApiHost.ReadAsync(response);

        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        Assert.Equal((1, 25, 0.8, 0.05), (
            (int)policy["version"]!, (int)policy["policy"]!["retentionMonths"]!,
            (double)policy["policy"]!["fairness"]!["adverseImpactRatio"]!["critical"]!, (double)policy["policy"]!["fairness"]!["calibration"]!["warning"]!));
        Assert.Null(policy["policy"]!["cutOffs"]);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/v1/policy") { Headers = { IfNoneMatch = { response.Headers.ETag } } };
        Assert.Equal(HttpStatusCode.NotModified, (await api.Client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task Put_FollowingTheCurrentOne_IsTheNextVersionAndTheHotPathHasIt()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        var put = await PutAsync(api, "\"1\"");

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal("\"2\"", put.Headers.ETag!.Tag);
        var holder = api.Services.GetRequiredService<PolicyHolder>();
        await ScoringApiHost.UntilAsync(() => holder.Current is { Version: 2, Policy.CutOffs.Approve: 530 });
        Assert.Equal("tests want it", (string)(await ScoringApiHost.ReadAsync(await api.Client.GetAsync("/v1/policy")))["reason"]!);
        Assert.Equal(1, (int)(await ScoringApiHost.ReadAsync(await api.Client.GetAsync("/v1/policy/1")))["version"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.GetAsync("/v1/policy/3")).StatusCode);
    }

    [Fact]
    public async Task Put_ByAnotherReplica_ReachesThisOnesHotPath()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var here = await ScoringApiHost.StartAsync(database, withChampion: false);
        await using var there = await ScoringApiHost.StartAsync(database, withChampion: false);
        await ScoringApiHost.UntilAsync(() => here.Services.GetRequiredService<PolicyHolder>().Current is { Version: 1 });

        await PutAsync(there, "\"1\"");

        await ScoringApiHost.UntilAsync(() => here.Services.GetRequiredService<PolicyHolder>().Current is { Version: 2 });
    }

    [Fact]
    public async Task Put_ByManyAtOnce_LetsOneIn()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PutAsync(api, "\"1\"")));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.PreconditionRequired)]
    [InlineData("*", HttpStatusCode.PreconditionRequired)]
    [InlineData("\"7\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"1\"", HttpStatusCode.PreconditionFailed)]
    public async Task Put_NotFollowingTheCurrentOne_IsRefused(string? follows, HttpStatusCode status)
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        var put = await PutAsync(api, follows);

        Assert.Equal(status, put.StatusCode);
        Assert.Equal("application/problem+json", put.Content.Headers.ContentType!.MediaType);
        Assert.Equal(1, (int)(await ScoringApiHost.ReadAsync(await api.Client.GetAsync("/v1/policy")))["version"]!);
    }

    [Fact]
    public async Task Put_Faulty_NamesEveryFaultAndPutsNothing()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        var put = await PutAsync(api, "\"1\"", """{"who":1,"policy":{"canaryShare":2,"retentionMonths":1,"fairness":{}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, put.StatusCode);
        var fields = (await ScoringApiHost.ReadAsync(put))["errors"]!.AsObject().Select(error => error.Key).ToArray();
        foreach (var field in new[] { "reason", "who", "policy.canaryShare", "policy.retentionMonths", "policy.fairness.calibration" })
        {
            Assert.Contains(field, fields);
        }

        Assert.Equal(1, (int)(await ScoringApiHost.ReadAsync(await api.Client.GetAsync("/v1/policy")))["version"]!);
    }

    [Fact]
    public async Task Versions_ByPages_AreAllOnceNewestFirst()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);
        for (var version = 1; version < 5; version++)
        {
            await PutAsync(api, $"\"{version}\"");
        }

        var seen = new List<int>();
        string? cursor = null;
        do
        {
            var page = JsonNode.Parse(await api.Client.GetStringAsync($"/v1/policy/versions?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}"))!;
            seen.AddRange(page["items"]!.AsArray().Select(item => (int)item!["version"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        Assert.Equal([5, 4, 3, 2, 1], seen);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("cursor=Mw")]
    [InlineData("cursor=AAAAAAAAMw")]
    [InlineData("cursor=%00")]
    public async Task Versions_ForgedCursorOrLimit_IsRefused(string query)
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        var response = await api.Client.GetAsync($"/v1/policy/versions?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await ScoringApiHost.ReadAsync(response))["errors"]![query.Split('=')[0]]);
    }

    [Fact]
    public async Task OpenApi_ExampleOfPut_IsTakenWhenSent()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        var document = JsonNode.Parse(await api.Client.GetStringAsync("/openapi/v1.json"))!;
        var example = document["paths"]!["/v1/policy"]!["put"]!["requestBody"]!["content"]!["application/json"]!["example"]!;

        Assert.Equal(HttpStatusCode.OK, (await PutAsync(api, "\"1\"", example.ToJsonString())).StatusCode);
    }

    internal static async Task<HttpResponseMessage> PutAsync(
        ScoringApiHost api, string? follows, string body = $$"""{"reason":"tests want it","policy":{{PolicyTests.Whole}}}""")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/policy") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (follows is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", follows);
        }

        return await api.Client.SendAsync(request);
    }
}
