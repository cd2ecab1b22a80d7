using System.Collections.Concurrent;
using System.Net;
using CreditAI.ScoringApi.Champions;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Scorecards;
using CreditAI.Tests.Ledger.Registry;
using CreditAI.Tests.Scoring;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ScoringApi;

public sealed class ChampionTests(PostgresServer postgres)
{
    [Fact]
    public async Task Start_EmptyRegistry_IsNotReadyUntilAVersionIsPromoted()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), withChampion: false);

        Assert.Equal(HttpStatusCode.OK, (await api.Client.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.Client.GetAsync("/health/ready")).StatusCode);
        var refused = await api.DecideAsync(ScoringApiHost.GoodApplication);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        await ScoringApiHost.UntilAsync(() => Problem(api).Contains("No model version is champion", StringComparison.Ordinal));

        await api.PromoteAsync(await api.PublishAsync(Cards.Small()));

        Assert.Equal(HttpStatusCode.OK, (await api.Client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await api.DecideAsync(ScoringApiHost.GoodApplication)).StatusCode);
    }

    [Fact]
    public async Task Promote_UnderLoad_BothVersionsDecideAndNoRequestFails()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var other = await api.PublishAsync(Cards.Small(new Lineage { Trainer = "logistic", CodeVersion = "other" }), approveAt: 600, declineBelow: 550);
        var answers = new ConcurrentBag<(HttpStatusCode Status, int Version, string Decision)>();
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 8).Select(_ => Task.Run(() => LoadAsync(api, answers, stop.Token))).ToArray();

        for (var i = 0; i < 10; i++)
        {
            var before = answers.Count;
            await api.PromoteAsync(i % 2 == 0 ? other : 1);
            await ScoringApiHost.UntilAsync(() => answers.Count > before + 40);
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        // A decision is by one version whole: its scorecard and its cut-offs.
        Assert.Equal([(1, "approve"), (other, "decline")], answers.Select(answer => (answer.Version, answer.Decision)).Distinct().Order());
        Assert.Equal(answers.Count, await api.CountAsync());
    }

    [Fact]
    public async Task Promote_ArtifactDamagedInTheStore_TheOneBeforeGoesOnAndTheReasonIsTold()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var damaged = await api.PublishAsync(Cards.Small(new Lineage { Trainer = "logistic", CodeVersion = "damaged" }));
        var sha256 = (await api.Registry.ListAsync(CancellationToken.None)).Single(model => model.Version == damaged).Sha256;
        await File.AppendAllTextAsync(Path.Combine(api.ObjectDirectory, "models", $"{sha256}.json"), " ");

        await api.Registry.PromoteAsync(damaged, ModelAlias.Champion, "tests", "because", onlyIfUnset: false, CancellationToken.None);
        await ScoringApiHost.UntilAsync(() => Problem(api).Contains(sha256, StringComparison.Ordinal));

        var response = await api.DecideAsync(ScoringApiHost.GoodApplication);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(1, (int)(await ScoringApiHost.ReadAsync(response))["model"]!["version"]!);
        Assert.Contains("Degraded", await api.Client.GetStringAsync("/health/ready"), StringComparison.Ordinal);
    }

    private static string Problem(ScoringApiHost api) => api.Services.GetRequiredService<ChampionHolder>().Problem ?? "";

    private static async Task LoadAsync(ScoringApiHost api, ConcurrentBag<(HttpStatusCode, int, string)> answers, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var response = await api.DecideAsync(ScoringApiHost.GoodApplication);
            var body = await ScoringApiHost.ReadAsync(response);
            answers.Add((response.StatusCode, (int?)body["model"]?["version"] ?? 0, (string?)body["decision"] ?? ""));
        }
    }
}
