using System.Net;
using System.Net.Http.Json;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Evaluations;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Promotion;
using CreditAI.ScoringApi.Champions;
using CreditAI.Tests.Scoring;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ScoringApi;

public sealed class ModelApiTests(PostgresServer postgres)
{
    private static readonly Gate Passed = new(GateName.Accuracy, true, Measure.Of(0.01, 1000, new Interval(0, 0.02)), -0.01, "good");

    [Fact]
    public async Task Promotion_PolicyAsksForASecondPerson_TakesTheApprovalOfAnotherKey()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (alice, _) = await api.CreateKeyAsync(Scope.Models);
        var (bob, _) = await api.CreateKeyAsync(Scope.Models);
        var second = await api.PublishAsync(Cards.Small(), approveAt: 520);
        await AskForApprovalAsync(api);
        Assert.Equal("published", await StageAsync(api, second));

        var early = await alice.PostAsJsonAsync($"/v1/models/{second}/promotion", new { reason = "better" });
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        Assert.Contains("has not been evaluated", (string)(await ScoringApiHost.ReadAsync(early))["missing"]![0]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await bob.PostAsJsonAsync($"/v1/models/{second}/approvals", new { reason = "fine" })).StatusCode);

        await EvaluateAsync(api, second, Passed);
        Assert.Equal("passed", await StageAsync(api, second));
        Assert.Equal(HttpStatusCode.OK, (await alice.PostAsJsonAsync($"/v1/models/{second}/approvals", new { reason = "mine" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await alice.PostAsJsonAsync($"/v1/models/{second}/promotion", new { reason = "better" })).StatusCode);

        var approved = await ScoringApiHost.ReadAsync(await bob.PostAsJsonAsync($"/v1/models/{second}/approvals", new { reason = "seen" }));
        Assert.Equal(["mine", "seen"], approved["approvals"]!.AsArray().Select(approval => (string)approval!["reason"]!));
        Assert.Equal("approved", await StageAsync(api, second));
        var promoted = await ScoringApiHost.ReadAsync(await alice.PostAsJsonAsync($"/v1/models/{second}/promotion", new { reason = "better" }));
        Assert.Equal((1, second, null), ((int)promoted["from"]!, (int)promoted["to"]!, (string?)promoted["override"]));
        await ScoringApiHost.UntilAsync(() => api.Services.GetRequiredService<ChampionHolder>().Current?.Model.Version == second);
        Assert.Equal("champion", await StageAsync(api, second));
        Assert.Equal(HttpStatusCode.NoContent, (await alice.PostAsJsonAsync($"/v1/models/{second}/promotion", new { reason = "better" })).StatusCode);
    }

    [Fact]
    public async Task Promotion_Overridden_IsNamedWithItsReason()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var second = await api.PublishAsync(Cards.Small(), approveAt: 520);

        var promoted = await ScoringApiHost.ReadAsync(await api.Client.PostAsJsonAsync(
            $"/v1/models/{second}/promotion", new { reason = "the old one is wrong", @override = "its data feed failed" }));

        Assert.Equal(("bootstrap", "its data feed failed", null), ((string)promoted["by"]!, (string)promoted["override"]!, (string?)promoted["evaluation"]));
        var history = await api.Registry.HistoryAsync(ModelAlias.Champion, CancellationToken.None);
        Assert.Equal("its data feed failed", history[0].Override);
    }

    [Fact]
    public async Task Get_AVersion_HasItsSignatureAndWhatItHasShown()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var failed = new Gate(GateName.Fairness, false, Measure.Not(10, "too few"), 0, "unfair");
        await EvaluateAsync(api, 1, Passed, failed);

        var model = await ScoringApiHost.ReadAsync(await api.Client.GetAsync("/v1/models/1"));

        Assert.Equal(("loans", "champion"), ((string)model["name"]!, (string)model["stage"]!));
        var evaluation = model["evaluations"]![0]!;
        Assert.Equal((false, "rows.csv", 1000), ((bool)evaluation["passed"]!, (string)evaluation["data"]!, (int)evaluation["rows"]!));
        Assert.Equal((0.01, 0.0, 0.02, 1000), ((double)evaluation["gates"]![0]!["value"]!, (double)evaluation["gates"]![0]!["low"]!, (double)evaluation["gates"]![0]!["high"]!, (int)evaluation["gates"]![0]!["n"]!));
        Assert.Null(evaluation["gates"]![1]!["value"]);
    }

    [Fact]
    public async Task Post_Nonsense_IsToldWhatAndWhere()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var (reader, _) = await api.CreateKeyAsync(Scope.Read);

        var refused = await api.Client.PostAsJsonAsync("/v1/models/1/promotion", new { alias = "best", colour = "red" });
        Assert.Equal(["alias", "colour", "reason"], (await ScoringApiHost.ReadAsync(refused))["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.GetAsync("/v1/models/9")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.PostAsJsonAsync("/v1/models/9/promotion", new { reason = "why" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.PostAsJsonAsync("/v1/models/9/approvals", new { reason = "why" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync("/v1/models/1/promotion", new { reason = "why" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/v1/models/1")).StatusCode);
    }

    private static PolicyStore Policies(ScoringApiHost api) => new(api.Database, new AuditLog(api.Database, TimeProvider.System), TimeProvider.System);

    private static async Task AskForApprovalAsync(ScoringApiHost api)
    {
        var policy = await Policies(api).CurrentAsync(CancellationToken.None);
        await Policies(api).PutAsync(
            policy.Version, policy.Policy with { Promotion = policy.Policy.Promotion with { Approvals = 1 } }, "tests", "tests", CancellationToken.None);
    }

    private static async Task EvaluateAsync(ScoringApiHost api, int version, params Gate[] gates)
        => await new EvaluationStore(api.Database, TimeProvider.System).AddAsync(
            new NewEvaluation(version, 1, (await Policies(api).CurrentAsync(CancellationToken.None)).Version, "rows.csv", new string('d', 64), 1000, gates, "tests"),
            CancellationToken.None);

    private static async Task<string> StageAsync(ScoringApiHost api, int version)
        => (string)(await ScoringApiHost.ReadAsync(await api.Client.GetAsync($"/v1/models/{version}")))["stage"]!;
}
