using System.Text.Json.Nodes;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Scorecards;
using CreditAI.ScoringApi.Champions;
using CreditAI.Tests.Ledger.Registry;
using CreditAI.Tests.Scoring;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ScoringApi;

public sealed class ChallengerTests(PostgresServer postgres)
{
    [Fact]
    public async Task Challenger_ScoresInShadow_RecordedAndNeverAnswered()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var challenger = await ChallengeAsync(api);

        var decision = await ScoringApiHost.ReadAsync(await api.DecideAsync(ScoringApiHost.GoodApplication));

        Assert.Equal((1, "approve"), ((int)decision["model"]!["version"]!, (string)decision["decision"]!));
        Assert.DoesNotContain(decision, member => member.Key.Contains("shadow", StringComparison.OrdinalIgnoreCase));
        var recorded = await api.Services.GetRequiredService<DecisionReader>().FindAsync((Guid)decision["id"]!, CancellationToken.None);
        Assert.Equal([new ShadowDecision(challenger, CreditAI.Scoring.Decisions.Decision.Decline, 542)], recorded!.Shadows);
    }

    [Fact]
    public async Task Canary_HalfOfTheApplications_AreDecidedByTheChallengerAlwaysTheSameOnes()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var challenger = await ChallengeAsync(api);
        await PutPolicyAsync(api, policy => policy["canaryShare"] = 0.5);

        var decided = new Dictionary<int, int[]>();
        foreach (var round in new[] { 1, 2 })
        {
            decided[round] = await Task.WhenAll(Enumerable.Range(0, 200).Select(async index => (int)(await ScoringApiHost.ReadAsync(
                await api.DecideAsync(ScoringApiHost.GoodApplication.Replace("A-1", $"C-{index}", StringComparison.Ordinal))))["model"]!["version"]!));
        }

        Assert.Equal(decided[1], decided[2]);
        Assert.InRange(decided[1].Count(version => version == challenger), 70, 130);
    }

    [Fact]
    public async Task Policy_WithCutOffsOfItsOwn_DecidesFromThenOnAndIsRecordedWithTheDecision()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var before = await ScoringApiHost.ReadAsync(await api.DecideAsync(ScoringApiHost.GoodApplication));

        await PutPolicyAsync(api, policy => policy["cutOffs"] = new JsonObject { ["approveAt"] = 600, ["declineBelow"] = 550 });
        var after = await ScoringApiHost.ReadAsync(await api.DecideAsync(ScoringApiHost.GoodApplication));

        Assert.Equal(("approve", "decline"), ((string)before["decision"]!, (string)after["decision"]!));
        var read = JsonNode.Parse(await api.Client.GetStringAsync($"/v1/decisions/{after["id"]}"))!;
        Assert.Equal((600.0, true), ((double)read["explanation"]!["approveAt"]!, (bool)read["explanation"]!["matchesRecord"]!));
        Assert.Equal(530.0, (double)JsonNode.Parse(await api.Client.GetStringAsync($"/v1/decisions/{before["id"]}"))!["explanation"]!["approveAt"]!);
    }

    private static async Task<int> ChallengeAsync(ScoringApiHost api)
    {
        var challenger = await api.PublishAsync(Cards.Small(new Lineage { Trainer = "logistic", CodeVersion = "challenger" }), approveAt: 600, declineBelow: 550);
        await api.Registry.PromoteAsync(challenger, ModelAlias.Challenger, "tests", "because", onlyIfUnset: false, CancellationToken.None);
        await ScoringApiHost.UntilAsync(() => api.Services.GetRequiredService<ChampionHolder>().Challenger?.Model.Version == challenger);
        return challenger;
    }

    private static async Task PutPolicyAsync(ScoringApiHost api, Action<JsonObject> change)
    {
        using var current = await api.Client.GetAsync("/v1/policy");
        var policy = (await ScoringApiHost.ReadAsync(current))["policy"]!.DeepClone().AsObject();
        change(policy);
        using var put = new HttpRequestMessage(HttpMethod.Put, "/v1/policy")
        {
            Content = new StringContent(new JsonObject { ["reason"] = "a test", ["policy"] = policy }.ToJsonString(), System.Text.Encoding.UTF8, "application/json"),
        };
        put.Headers.IfMatch.Add(current.Headers.ETag!);
        using var answer = await api.Client.SendAsync(put);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await ScoringApiHost.UntilAsync(() => api.Services.GetRequiredService<CreditAI.ScoringApi.Policies.PolicyHolder>().Current?.Version == 2);
    }
}
