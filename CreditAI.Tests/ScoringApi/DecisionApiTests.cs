using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CreditAI.Ledger.Access;
using CreditAI.Scoring.Reasons;
using CreditAI.Tests.FairnessWorker;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Scoring;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.ScoringApi;

public sealed class DecisionApiTests(PostgresServer postgres)
{
    [Theory]
    [InlineData("""{"debt_ratio":0.1,"housing":"O","inquiries":0}""", "approve", 542)]
    [InlineData("""{"debt_ratio":0.3,"housing":"R","inquiries":2}""", "decline", 498.5)]
    [InlineData("""{"debt_ratio":0.3,"housing":"O","inquiries":2}""", "refer", 518.5)]
    [InlineData("""{"debt_ratio":null,"housing":null,"inquiries":null}""", "decline", 470)]
    [InlineData("""{"debt_ratio":99,"housing":"castle","inquiries":-5}""", "refer", 512)]
    public async Task Post_DecidesByPointsAndCutOffs(string features, string decision, double points)
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        var response = await api.DecideAsync($$"""{"applicationId":"A-1","features":{{features}}}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var body = await ScoringApiHost.ReadAsync(response);
        Assert.Equal((decision, points), ((string)body["decision"]!, (double)body["points"]!));
    }

    [Fact]
    public async Task Post_ThenGetItsLocation_IsTheSameAnswer()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        var posted = await api.DecideAsync("""{"applicationId":"Zoë / 7","features":{"debt_ratio":0.5,"housing":"R","inquiries":9}}""");
        var read = await api.Client.GetAsync(posted.Headers.Location);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        var (first, second) = (await ScoringApiHost.ReadAsync(posted), await ScoringApiHost.ReadAsync(read));
        Assert.NotNull(second["explanation"]);
        second.Remove("explanation");
        Assert.True(JsonNode.DeepEquals(first, second), $"{first}\n{second}");
        Assert.Equal("Zoë / 7", (string)first["applicationId"]!);
        Assert.Equal(
            [("inquiries", 52.0), ("debt_ratio", 45.0), ("housing", 20.0)],
            first["reasons"]!.AsArray().Select(reason => ((string)reason!["feature"]!, (double)reason["pointsLost"]!)));
        Assert.Equal("Too many recent inquiries", (string)first["reasons"]![0]!["text"]!);
    }

    [Fact]
    public async Task Post_ModelPublishedWithReasonsAgainstTheMean_TellsOnlyWhatIsWorseThanAverage()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);
        await api.PromoteAsync(await api.PublishAsync(Cards.Small(), basis: ReasonBasis.Mean));

        var decision = await ScoringApiHost.ReadAsync(await api.DecideAsync(
            """{"applicationId":"A-1","features":{"debt_ratio":0.5,"housing":"O","inquiries":2}}"""));

        var reason = Assert.Single(decision["reasons"]!.AsArray())!;
        Assert.Equal(("debt_ratio", 25.0), ((string)reason["feature"]!, (double)reason["pointsLost"]!));
    }

    [Fact]
    public async Task Post_Approved_TellsWhatCostItPointsNevertheless()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        var decision = await ScoringApiHost.ReadAsync(await api.DecideAsync(
            """{"applicationId":"A-1","features":{"debt_ratio":0.1,"housing":"O","inquiries":2}}"""));
        var description = JsonNode.Parse(await api.Client.GetStringAsync("/openapi/v1.json"))!;

        Assert.Equal("approve", (string)decision["decision"]!);
        Assert.Equal(("inquiries", 8.5), ((string)Assert.Single(decision["reasons"]!.AsArray())!["feature"]!, (double)decision["reasons"]![0]!["pointsLost"]!));
        Assert.Contains(
            "of an approval", (string)description["components"]!["schemas"]!["DecisionResponse"]!["properties"]!["reasons"]!["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ProtectedAttributes_AreKeptApartAsGroups()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        var said = await ScoringApiHost.ReadAsync(await api.DecideAsync(ScoringApiHost.GoodApplication));
        var silent = await ScoringApiHost.ReadAsync(await api.DecideAsync(
            """{"applicationId":"A-2","features":{"debt_ratio":0.1,"housing":"O","inquiries":0},"protected":{"age":25.5}}"""));

        await using var connection = await api.Database.OpenConnectionAsync();
        Assert.Equal("""{"age": "over 25", "sex": "female"}""", await GroupsAsync(said));
        Assert.Equal("""{"age": "25 and under", "sex": "(missing)"}""", await GroupsAsync(silent));
        Assert.Equal((double)said["points"]!, (double)silent["points"]!);
        var stored = await connection.QuerySingleAsync<string>(
            "SELECT to_jsonb(d)::text || encode(body, 'escape') FROM ledger.decision d WHERE id = @id", new { id = (Guid)said["id"]! });
        Assert.All(["female", "A-1", "housing"], personal => Assert.DoesNotContain(personal, stored, StringComparison.Ordinal));

        Task<string> GroupsAsync(JsonObject decision) => connection.QuerySingleAsync<string>(
            "SELECT attributes::text FROM ledger.protected_attributes JOIN ledger.decision USING (chain, position) WHERE id = @id", new { id = (Guid)decision["id"]! });
    }

    [Fact]
    public async Task Get_UnknownOrNoId_Is404WithProblemDetails()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        foreach (var id in new[] { "0197f3a0-0000-7000-8000-000000000000", "not-an-id" })
        {
            var response = await api.Client.GetAsync($"/v1/decisions/{id}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("A KEY FOR TESTS ONLY")]
    [InlineData("")]
    public async Task AnyEndpoint_KeyMissingOrWrong_Is401AndNothingIsWritten(string? key)
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        api.Client.DefaultRequestHeaders.Remove("X-Api-Key");
        if (key is not null)
        {
            api.Client.DefaultRequestHeaders.TryAddWithoutValidation("X-Api-Key", key);
        }

        foreach (var response in new[]
        {
            await api.DecideAsync(ScoringApiHost.GoodApplication),
            await api.Client.GetAsync("/v1/models"),
            await api.Client.GetAsync("/v1/decisions/0197f3a0-0000-7000-8000-000000000000"),
        })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            Assert.Contains("X-Api-Key", (string)(await ScoringApiHost.ReadAsync(response))["detail"]!, StringComparison.Ordinal);
        }

        Assert.Equal(0, await api.CountAsync());
    }

    [Theory]
    [InlineData("", "No API key is configured")]
    [InlineData("s3cr3t-key", "16 characters")]
    public async Task Start_WithoutAProperKey_IsRefusedWithAReason(string key, string says)
    {
        // The real executable: a test host disposes of its services while it fails, and either may be seen first.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        using var api = Process.Start(new ProcessStartInfo("dotnet", [RepositoryFiles.Path("artifacts", "bin", "CreditAI.ScoringApi", configuration, "CreditAI.ScoringApi.dll")])
        {
            Environment =
            {
                ["ApiKey"] = key,
                ["Keys__Master"] = LedgerHost.MasterKey,
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["ConnectionStrings__creditai"] = "Host=127.0.0.1;Port=1",
                ["ConnectionStrings__storage"] = $"Directory={Path.GetTempPath()}",
            },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var said = await Task.WhenAll(
            api.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), api.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await api.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(0, api.ExitCode);
        Assert.Contains(says, said[0] + said[1], StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t-key", said[0] + said[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_ListsVersionsWithAliasesAndMetrics()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        await api.PublishAsync(Cards.Small(), approveAt: 540);

        var models = JsonNode.Parse(await api.Client.GetStringAsync("/v1/models"))!.AsArray();

        Assert.Equal([(2, 0, 540.0), (1, 1, 530.0)], models.Select(model =>
            ((int)model!["version"]!, model["aliases"]!.AsArray().Count, (double)model["approveAt"]!)));
        Assert.Equal("champion", (string)models[1]!["aliases"]![0]!);
        Assert.Equal(0.81, (double)models[1]!["metrics"]!["test"]!["auc"]!);
    }

    [Fact]
    public async Task OpenApi_ExampleOfTheDocument_IsDecidedWhenSent()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());

        var document = JsonNode.Parse(await api.Client.GetStringAsync("/openapi/v1.json"))!;
        var post = document["paths"]!["/v1/decisions"]!["post"]!;
        var example = post["requestBody"]!["content"]!["application/json"]!["example"]!;
        var response = await api.DecideAsync(new StringContent(example.ToJsonString(), Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("decide", (string)post["operationId"]!);
        Assert.Equal("X-Api-Key", (string)document["components"]!["securitySchemes"]!["ApiKey"]!["name"]!);
        Assert.NotNull(post["security"]![0]!["ApiKey"]);
        Assert.Superset(
            new HashSet<string> { "201", "400", "401", "413", "415", "503" },
            post["responses"]!.AsObject().Select(answer => answer.Key).ToHashSet());
    }

    [Fact]
    public async Task Metrics_CountDecisionsByDecisionAndModelVersion()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        await api.DecideAsync(ScoringApiHost.GoodApplication);
        await api.DecideAsync("{}");

        var metrics = await api.Client.GetStringAsync("/metrics");

        // The process's other services count on the same meters.
        Assert.Matches("creditai_decisions_total{decision=\"approve\",model_version=\"1\"} [1-9]", metrics);
        Assert.Matches("creditai_decisions_refused_total{status=\"400\"} [1-9]", metrics);
        Assert.Matches("creditai_decision_duration_seconds_count [1-9]", metrics);
        Assert.Matches("creditai_ledger_batch_size_count [1-9]", metrics);
    }

    [Fact]
    public async Task Metrics_AreThoseOfTheDocument()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        await api.DecideAsync(ScoringApiHost.GoodApplication);
        await api.DecideAsync("{}");
        var (limited, _) = await api.CreateKeyAsync(Scope.Read, perMinute: 1);
        await limited.GetAsync("/v1/models");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await limited.GetAsync("/v1/models")).StatusCode);

        await DocumentedMetrics.AssertSectionAsync(api.Client, "Scoring service");
    }
}
