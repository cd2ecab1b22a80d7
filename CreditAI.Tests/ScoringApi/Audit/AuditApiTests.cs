using System.Net;
using System.Text.Json.Nodes;
using CreditAI.Ledger.Audit;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ScoringApi.Audit;

public sealed class AuditApiTests(PostgresServer postgres)
{
    [Fact]
    public async Task Get_PageByPage_IsEveryActOnceNewestFirst()
    {
        await using var api = await StartAsync(7);
        var numbers = new List<long>();
        var pages = 0;

        for (string? next = ""; next is not null; pages++)
        {
            var page = JsonNode.Parse(await api.Client.GetStringAsync($"/v1/audit?limit=3&cursor={next}"))!;
            numbers.AddRange(page["entries"]!.AsArray().Select(entry => (long)entry!["number"]!));
            next = (string?)page["next"];
            if (pages == 0)
            {
                await AppendAsync(api, "later.act"); // what comes meanwhile shifts no page
            }
        }

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], numbers);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task Get_ByActionAndTime_IsOnlyThose()
    {
        await using var api = await StartAsync(2);
        await AppendAsync(api, "policy.put");
        var at = (DateTimeOffset)JsonNode.Parse(await api.Client.GetStringAsync("/v1/audit?limit=1"))!["entries"]![0]!["at"]!;

        Assert.Equal(1, await CountAsync("action=policy.put"));
        Assert.Equal(1, await CountAsync($"from={at:yyyy-MM-ddTHH:mm:ss.ffffffZ}"));
        Assert.Equal(2, await CountAsync($"to={at:yyyy-MM-ddTHH:mm:ss.ffffffZ}"));

        async Task<int> CountAsync(string query) => JsonNode.Parse(await api.Client.GetStringAsync($"/v1/audit?{query}"))!["entries"]!.AsArray().Count;
    }

    [Theory]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("cursor=%3Cscript%3E", "cursor")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=12", "to")]
    public async Task Get_NonsenseInAQuery_Is400NamingIt(string query, string field)
    {
        await using var api = await StartAsync(1);

        var response = await api.Client.GetAsync($"/v1/audit?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([field], (await ScoringApiHost.ReadAsync(response))["errors"]!.AsObject().Select(error => error.Key));
    }

    private async Task<ScoringApiHost> StartAsync(int acts)
    {
        var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);
        for (var i = 0; i < acts; i++)
        {
            await AppendAsync(api, "some.act");
        }

        return api;
    }

    private static async Task AppendAsync(ScoringApiHost api, string action)
    {
        await using var connection = await api.Database.OpenConnectionAsync();
        await api.Services.GetRequiredService<AuditLog>().AppendAsync(connection, null, new AuditEntry("tests", action, "something", new { }), CancellationToken.None);
    }
}
