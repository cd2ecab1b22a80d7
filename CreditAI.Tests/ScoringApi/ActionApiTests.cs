using System.Net;
using System.Net.Http.Json;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Fairness.Actions;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Policies;
using CreditAI.Scoring.Policies;
using CreditAI.ScoringApi.Champions;
using CreditAI.Tests.Ledger.Fairness;
using CreditAI.Tests.Scoring;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ScoringApi;

public sealed class ActionApiTests(PostgresServer postgres)
{
    private static readonly FairnessLease Lease = new(TimeSpan.FromHours(1));

    [Fact]
    public async Task Undo_OfADemotion_TheVersionDecidesAgainAndItIsRecorded()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var second = await api.PublishAsync(Cards.Small(), approveAt: 520);
        await api.PromoteAsync(second);
        var action = await DemoteAsync(api, second);
        await ScoringApiHost.UntilAsync(() => Champion(api) == 1);

        var listed = (await ScoringApiHost.ReadAsync(await api.Client.GetAsync("/v1/fairness/actions")))["actions"]![0]!;
        Assert.Equal(("demote_champion", "taken", second, 1), ((string)listed["kind"]!, (string)listed["state"]!, (int)listed["from"]!, (int)listed["to"]!));
        var undone = await api.Client.PostAsJsonAsync($"/v1/fairness/actions/{action}/undo", new { reason = "a failed feed" });

        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        Assert.Equal(("undone", "a failed feed"), ((string)(await ScoringApiHost.ReadAsync(undone))["state"]!, (string)(await GetAsync(api, action))["undoReason"]!));
        await ScoringApiHost.UntilAsync(() => Champion(api) == second);
        Assert.Equal(HttpStatusCode.Conflict, (await api.Client.PostAsJsonAsync($"/v1/fairness/actions/{action}/undo", new { reason = "again" })).StatusCode);
    }

    [Fact]
    public async Task Undo_AskedForWrongly_IsRefusedAndNothingChanges()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var second = await api.PublishAsync(Cards.Small(), approveAt: 520);
        await api.PromoteAsync(second);
        var action = await DemoteAsync(api, second);
        var (reader, _) = await api.CreateKeyAsync(Scope.Read | Scope.Policy);

        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync($"/v1/fairness/actions/{action}/undo", new { reason = "why" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.Client.PostAsJsonAsync($"/v1/fairness/actions/{action}/undo", new { reason = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.PostAsJsonAsync($"/v1/fairness/actions/{Guid.Empty}/undo", new { reason = "why" })).StatusCode);
        Assert.Equal("taken", (string)(await GetAsync(api, action))["state"]!);
    }

    private static int? Champion(ScoringApiHost api) => api.Services.GetRequiredService<ChampionHolder>().Current?.Model.Version;

    private static async Task<System.Text.Json.Nodes.JsonObject> GetAsync(ScoringApiHost api, Guid action)
        => await ScoringApiHost.ReadAsync(await api.Client.GetAsync($"/v1/fairness/actions/{action}"));

    /// <summary>As the worker does it.</summary>
    private static async Task<Guid> DemoteAsync(ScoringApiHost api, int version)
    {
        var audit = new AuditLog(api.Database, TimeProvider.System);
        var policies = new PolicyStore(api.Database, audit, TimeProvider.System);
        var policy = await policies.CurrentAsync(CancellationToken.None);
        await policies.PutAsync(
            policy.Version, policy.Policy with { Actions = policy.Policy.Actions with { DemoteChampion = ActionLevel.Critical } }, "tests", "tests", CancellationToken.None);
        await new FindingStore(api.Database, TimeProvider.System).RecordAsync([(version, SampleVerdict.Critical)], [], Lease, CancellationToken.None);
        return (await new ActionStore(api.Database, policies, audit, TimeProvider.System).TakeNextAsync(Lease, CancellationToken.None))!.Id;
    }
}
