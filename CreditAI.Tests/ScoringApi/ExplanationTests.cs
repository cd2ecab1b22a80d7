using System.Net;
using System.Text.Json.Nodes;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

public sealed class ExplanationTests(PostgresServer postgres)
{
    private const string Declined = """{"applicationId":"A-2","features":{"debt_ratio":0.5,"housing":"R","inquiries":9}}""";

    [Fact]
    public async Task Get_Declined_ExplainsEveryPointAndWhatWouldHaveApproved()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var id = await ReviewApiTests.DecideAsync(
            api, """{"applicationId":"A-2","features":{"debt_ratio":0.5,"housing":"O","inquiries":0}}""");

        var decision = JsonNode.Parse(await api.Client.GetStringAsync($"/v1/decisions/{id}"))!;
        var explanation = decision["explanation"]!;

        Assert.Equal("decline", (string)decision["decision"]!);
        Assert.Equal((500.0, 497.0, true, "best", 530.0), (
            (double)explanation["basePoints"]!, (double)explanation["points"]!, (bool)explanation["matchesRecord"]!, (string)explanation["basis"]!,
            (double)explanation["approveAt"]!));
        Assert.Equal(
            [("debt_ratio", "≥ 0.4", -25.0, 45.0), ("housing", "owns", 10.0, 0.0), ("inquiries", "< 1", 12.0, 0.0)],
            explanation["features"]!.AsArray().Select(feature =>
                ((string)feature!["feature"]!, (string)feature["value"]!, (double)feature["points"]!, (double)feature["pointsLost"]!)));
        Assert.Equal(
            (double)decision["points"]!, (double)explanation["basePoints"]! + explanation["features"]!.AsArray().Sum(feature => (double)feature!["points"]!));
        Assert.Equal(
            "Had the debt-to-income ratio been below 0.2, the application would have been approved.",
            (string)Assert.Single(explanation["counterfactuals"]!.AsArray())!["text"]!);
    }

    [Fact]
    public async Task Get_Approved_HasNoCounterfactuals()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var id = await ReviewApiTests.DecideAsync(api, ScoringApiHost.GoodApplication);

        var explanation = JsonNode.Parse(await api.Client.GetStringAsync($"/v1/decisions/{id}"))!["explanation"]!;

        Assert.Empty(explanation["counterfactuals"]!.AsArray());
        Assert.True((bool)explanation["matchesRecord"]!);
    }

    [Fact]
    public async Task Get_ArtifactDamaged_NamesIt()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var api = await ScoringApiHost.StartAsync(database);
        var id = await ReviewApiTests.DecideAsync(api, Declined);
        foreach (var file in Directory.GetFiles(api.ObjectDirectory, "*.json", SearchOption.AllDirectories))
        {
            await File.AppendAllTextAsync(file, " ", TestContext.Current.CancellationToken);
        }

        var sha256 = Assert.Single(await api.Registry.ListAsync(CancellationToken.None)).Sha256;

        // A replica that starts now has no scorecard in memory.
        await using var replica = await ScoringApiHost.StartAsync(database, withChampion: false, new() { ["ConnectionStrings:storage"] = $"Directory={api.ObjectDirectory}" });
        var answer = await replica.Client.GetAsync($"/v1/decisions/{id}");
        var problem = await ScoringApiHost.ReadAsync(answer);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(sha256, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithItsTag_IsNotModified()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var id = await ReviewApiTests.DecideAsync(api, Declined);

        var first = await api.Client.GetAsync($"/v1/decisions/{id}");
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/v1/decisions/{id}") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        var second = await api.Client.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
