using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Evaluations;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Promotion;
using CreditAI.Scoring.Scorecards;
using CreditAI.ScoringApi.Champions;
using CreditAI.Tests.Scoring;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ScoringApi;

/// <summary>What MLflow's clients send, and what they read of the answers.</summary>
public sealed class MlflowApiTests(PostgresServer postgres)
{
    private const string Root = "/api/2.0/mlflow/";

    [Fact]
    public async Task Client_RegistersListsAliasesAndFetches_AModelOfOurs()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);
        using var client = await ClientAsync(api, Scope.Models);
        var card = Cards.Small();

        // As create_registered_model, an upload, create_model_version do it.
        var model = (await PostAsync(client, "registered-models/create", new { name = "loans", description = "Consumer loans", tags = new[] { new { key = "team", value = "risk" } } }))["registered_model"]!;
        Assert.Equal(("loans", "Consumer loans", "risk"), ((string)model["name"]!, (string)model["description"]!, (string)model["tags"]![0]!["value"]!));
        var uploaded = await client.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/models/{card.Version}/scorecard.json", new ByteArrayContent(card.ToUtf8Json().ToArray()));
        Assert.Equal(HttpStatusCode.OK, uploaded.StatusCode);
        var version = (await PostAsync(client, "model-versions/create", new
        {
            name = "loans",
            source = $"mlflow-artifacts:/models/{card.Version}",
            run_id = "",
            tags = new[] { new { key = "creditai.approve_at", value = "530" }, new { key = "creditai.decline_below", value = "500" }, new { key = "stage", value = "pilot" } },
        }))["model_version"]!;
        Assert.Equal(("loans", "1", "READY", "None"), ((string)version["name"]!, (string)version["version"]!, (string)version["status"]!, (string)version["current_stage"]!));
        Assert.Equal(JsonValueKind.Number, version["creation_timestamp"]!.GetValueKind());
        Assert.Equal("pilot", TagOf(version, "stage"));
        Assert.Equal(("530", "500"), (TagOf(version, "creditai.approve_at"), TagOf(version, "creditai.decline_below")));

        // As set_registered_model_alias does it, and get_model_version_by_alias.
        await PostAsync(client, "registered-models/alias", new { name = "loans", alias = "challenger", version = "1" });
        Assert.Equal("1", (string)(await GetAsync(client, "registered-models/alias?name=loans&alias=challenger"))["model_version"]!["version"]!);
        await ScoringApiHost.UntilAsync(() => api.Services.GetRequiredService<ChampionHolder>().Challenger?.Model.Version == 1);

        // As search and get do it.
        var found = (await GetAsync(client, $"registered-models/search?filter={Uri.EscapeDataString("name ILIKE 'LO%' AND tags.team = 'risk'")}"))["registered_models"]!.AsArray();
        Assert.Equal(("loans", "1", "challenger"), (
            (string)found.Single()!["name"]!, (string)found[0]!["latest_versions"]![0]!["version"]!, (string)found[0]!["aliases"]![0]!["alias"]!));
        Assert.Empty((await GetAsync(client, $"registered-models/search?filter={Uri.EscapeDataString("name = 'cards'")}"))["registered_models"]!.AsArray());
        Assert.Equal("loans", (string)(await GetAsync(client, "registered-models/get-by-name?name=loans"))["registered_model"]!["name"]!);
        Assert.Equal("Staging", (string)(await PostAsync(client, "registered-models/get-latest-versions", new { name = "loans", stages = new[] { "Staging" } }))["model_versions"]![0]!["current_stage"]!);

        // As download_artifacts("models:/loans/1") does it.
        var uri = (string)(await GetAsync(client, "model-versions/get-download-uri?name=loans&version=1"))["artifact_uri"]!;
        Assert.Equal($"mlflow-artifacts:/models/{card.Version}", uri);
        var folder = uri["mlflow-artifacts:/".Length..];
        var files = (await JsonAsync(await client.GetAsync($"/api/2.0/mlflow-artifacts/artifacts?path={folder}")))["files"]!.AsArray();
        Assert.Equal(["MLmodel", "scorecard.json"], files.Select(file => (string)file!["path"]!));
        var fetched = await client.GetByteArrayAsync($"/api/2.0/mlflow-artifacts/artifacts/{folder}/scorecard.json");
        Assert.Equal(card.Version, Scorecard.Parse(fetched).Version);
        Assert.Equal(fetched.Length, (int)files[1]!["file_size"]!);
        var described = await client.GetStringAsync($"/api/2.0/mlflow-artifacts/artifacts/{folder}/MLmodel");
        Assert.Contains("""inputs: '[{"type":"double","name":"debt_ratio","required":false},{"type":"string","name":"housing","required":false},""", described, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetAlias_Champion_GoesThroughTheGates()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        using var client = await ClientAsync(api, Scope.Models);
        var second = await api.PublishAsync(Cards.Small(), approveAt: 520);

        var refused = await client.PostAsJsonAsync(Root + "registered-models/alias", new { name = "loans", alias = "champion", version = $"{second}" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var error = await JsonAsync(refused);
        Assert.Equal("PERMISSION_DENIED", (string)error["error_code"]!);
        Assert.Contains("has not been evaluated", (string)error["message"]!, StringComparison.Ordinal);
        Assert.Equal("Production", (string)(await GetAsync(client, "model-versions/get?name=loans&version=1"))["model_version"]!["current_stage"]!);

        var policy = await new PolicyStore(api.Database, new AuditLog(api.Database, TimeProvider.System), TimeProvider.System).CurrentAsync(CancellationToken.None);
        await new EvaluationStore(api.Database, TimeProvider.System).AddAsync(
            new NewEvaluation(second, 1, policy.Version, "rows.csv", new string('d', 64), 1000, [new Gate(GateName.Data, true, Measure.Of(1, 1), 1, "")], "tests"), CancellationToken.None);
        await PostAsync(client, "model-versions/transition-stage", new { name = "loans", version = $"{second}", stage = "production", archive_existing_versions = true });

        await ScoringApiHost.UntilAsync(() => api.Services.GetRequiredService<ChampionHolder>().Current?.Model.Version == second);
        var promotion = (await api.Registry.HistoryAsync(ModelAlias.Champion, CancellationToken.None))[0];
        Assert.StartsWith("key:", promotion.PromotedBy, StringComparison.Ordinal);
        Assert.NotNull(promotion.Evaluation);
    }

    [Fact]
    public async Task Errors_AreInMlflowsShape_WhereverTheyArise()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        using var client = await ClientAsync(api, Scope.Models);
        using var reader = await ClientAsync(api, Scope.Read);
        using var nobody = api.ClientWith(null);

        await AssertErrorAsync(await client.GetAsync(Root + "registered-models/get?name=cards"), 404, "RESOURCE_DOES_NOT_EXIST", "Registered Model with name=cards not found");
        await AssertErrorAsync(await client.GetAsync(Root + "model-versions/get?name=loans&version=9"), 404, "RESOURCE_DOES_NOT_EXIST", "Model Version (name=loans, version=9) not found");
        await AssertErrorAsync(await client.GetAsync(Root + "registered-models/get"), 400, "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'name'");
        await AssertErrorAsync(await client.PostAsJsonAsync(Root + "registered-models/create", new { name = "loans" }), 400, "RESOURCE_ALREADY_EXISTS", "already exists");
        await AssertErrorAsync(await client.GetAsync(Root + "registered-models/search?filter=name%20~%20x"), 400, "INVALID_PARAMETER_VALUE", "Invalid filter at 'name ~ x'");
        await AssertErrorAsync(await client.GetAsync(Root + "registered-models/search?max_results=5000"), 400, "INVALID_PARAMETER_VALUE", "max_results");
        await AssertErrorAsync(await client.GetAsync(Root + "registered-models/search?page_token=made-up"), 400, "INVALID_PARAMETER_VALUE", "page token");
        await AssertErrorAsync(await client.GetAsync(Root + "registered-models/search?order_by=size"), 400, "INVALID_PARAMETER_VALUE", "Invalid order_by key 'size'");
        await AssertErrorAsync(await client.PostAsync(Root + "registered-models/create", new StringContent("{", null, "application/json")), 400, "INVALID_PARAMETER_VALUE", "body");
        await AssertErrorAsync(await client.PostAsJsonAsync(Root + "model-versions/create", new { name = "loans", source = "s3://elsewhere/model" }), 400, "INVALID_PARAMETER_VALUE", "Invalid source");
        await AssertErrorAsync(await client.PostAsJsonAsync(Root + "registered-models/alias", new { name = "loans", alias = "best", version = "1" }), 403, "PERMISSION_DENIED", "There is no alias 'best'");
        await AssertErrorAsync(await client.PostAsJsonAsync(Root + "model-versions/set-tag", new { name = "loans", version = "1", key = "creditai.sha256", value = "0" }), 403, "PERMISSION_DENIED", "does not change");
        await AssertErrorAsync(await client.PostAsJsonAsync(Root + "registered-models/rename", new { name = "loans", new_name = "cards" }), 403, "PERMISSION_DENIED", "keeps its name");
        await AssertErrorAsync(await client.PutAsync("/api/2.0/mlflow-artifacts/artifacts/models/" + new string('0', 64) + "/scorecard.json", new ByteArrayContent(Cards.Small().ToUtf8Json().ToArray())), 400, "INVALID_PARAMETER_VALUE", "The scorecard's SHA-256 is");
        await AssertErrorAsync(await client.GetAsync(Root + "experiments/search"), 404, "ENDPOINT_NOT_FOUND", "");
        await AssertErrorAsync(await nobody.GetAsync(Root + "registered-models/search"), 401, "UNAUTHENTICATED", "");
        await AssertErrorAsync(await reader.PostAsJsonAsync(Root + "registered-models/create", new { name = "cards" }), 403, "PERMISSION_DENIED", "models");
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(Root + "registered-models/search")).StatusCode);
    }

    [Fact]
    public async Task Evidence_IsNeverDeleted_AndAnArchivedVersionIsOutOfUse()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        using var client = await ClientAsync(api, Scope.Models);
        var second = await api.PublishAsync(Cards.Small(), approveAt: 520);

        await AssertErrorAsync(await SendAsync(client, HttpMethod.Delete, "model-versions/delete", new { name = "loans", version = $"{second}" }), 403, "PERMISSION_DENIED", "evidence");
        await AssertErrorAsync(await SendAsync(client, HttpMethod.Delete, "registered-models/delete", new { name = "loans" }), 403, "PERMISSION_DENIED", "evidence");
        await AssertErrorAsync(await SendAsync(client, HttpMethod.Delete, "registered-models/alias", new { name = "loans", alias = "champion" }), 403, "PERMISSION_DENIED", "nobody would decide");
        await AssertErrorAsync(await client.PostAsJsonAsync(Root + "model-versions/transition-stage", new { name = "loans", version = "1", stage = "Archived" }), 403, "PERMISSION_DENIED", "champion");

        await PostAsync(client, "model-versions/transition-stage", new { name = "loans", version = $"{second}", stage = "Staging" });
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Delete, "registered-models/alias", new { name = "loans", alias = "challenger" })).StatusCode);
        var archived = (await PostAsync(client, "model-versions/transition-stage", new { name = "loans", version = $"{second}", stage = "Archived" }))["model_version"]!;
        Assert.Equal("Archived", (string)archived["current_stage"]!);
        await AssertErrorAsync(await client.PostAsJsonAsync(Root + "registered-models/alias", new { name = "loans", alias = "challenger", version = $"{second}" }), 403, "PERMISSION_DENIED", "retired");

        await PostAsync(client, "registered-models/create", new { name = "cards" });
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Delete, "registered-models/delete", new { name = "cards" })).StatusCode);
        await AssertErrorAsync(await client.GetAsync(Root + "registered-models/get?name=cards"), 404, "RESOURCE_DOES_NOT_EXIST", "");
    }

    [Fact]
    public async Task Search_ManyVersions_ArePagedInTheOrderAskedFor()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        using var client = await ClientAsync(api, Scope.Read);
        for (var i = 0; i < 4; i++)
        {
            await api.PublishAsync(Cards.Small(), approveAt: 520 + i, declineBelow: 500);
        }

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await GetAsync(client, $"model-versions/search?filter={Uri.EscapeDataString("name='loans'")}&max_results=2&order_by=version_number%20ASC&page_token={token}");
            seen.AddRange(page["model_versions"]!.AsArray().Select(version => (string)version!["version"]!));
            token = (string?)page["next_page_token"];
        }
        while (token is not null);

        Assert.Equal(["1", "2", "3", "4", "5"], seen);
    }

    [Fact]
    public async Task Notes_OnModelsAndVersions_AreKeptAndAudited()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        using var client = await ClientAsync(api, Scope.Models);

        await SendAsync(client, HttpMethod.Patch, "registered-models/update", new { name = "loans", description = "Consumer loans" });
        await SendAsync(client, HttpMethod.Patch, "model-versions/update", new { name = "loans", version = "1", description = "The first" });
        await PostAsync(client, "model-versions/set-tag", new { name = "loans", version = "1", key = "ticket", value = "R-17" });
        await PostAsync(client, "registered-models/set-tag", new { name = "loans", key = "team", value = "risk" });
        await SendAsync(client, HttpMethod.Delete, "registered-models/delete-tag", new { name = "loans", key = "team" });

        var model = (await GetAsync(client, "registered-models/get?name=loans"))["registered_model"]!;
        Assert.Equal(("Consumer loans", 0), ((string)model["description"]!, model["tags"]!.AsArray().Count));
        var version = (await GetAsync(client, "model-versions/get?name=loans&version=1"))["model_version"]!;
        Assert.Equal(("The first", "R-17"), ((string)version["description"]!, TagOf(version, "ticket")));
        var acts = await new AuditLog(api.Database, TimeProvider.System).ListAsync(new AuditQuery(), 10, CancellationToken.None);
        Assert.Equal(["model.untag", "model.tag", "model.tag", "model.describe", "model.describe"], acts.Take(5).Select(act => act.Action));
    }

    // As MLFLOW_TRACKING_TOKEN has it sent.
    private static async Task<HttpClient> ClientAsync(ScoringApiHost api, Scope scopes)
    {
        var (_, key) = await api.CreateKeyAsync(scopes);
        var client = api.ClientWith(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Text);
        return client;
    }

    private static async Task<JsonNode> GetAsync(HttpClient client, string path) => await JsonAsync(await client.GetAsync(Root + path), 200);

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, object body) => await JsonAsync(await client.PostAsJsonAsync(Root + path, body), 200);

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, object body)
        => client.SendAsync(new HttpRequestMessage(method, Root + path) { Content = JsonContent.Create(body) });

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage response, int? status = null)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status is null || (int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    private static async Task AssertErrorAsync(HttpResponseMessage response, int status, string code, string says)
    {
        var error = await JsonAsync(response);
        Assert.Equal((status, code), ((int)response.StatusCode, (string?)error["error_code"]));
        Assert.Contains(says, (string)error["message"]!, StringComparison.Ordinal);
    }

    private static string? TagOf(JsonNode entry, string key) => (string?)entry["tags"]!.AsArray().SingleOrDefault(tag => (string)tag!["key"]! == key)?["value"];
}
