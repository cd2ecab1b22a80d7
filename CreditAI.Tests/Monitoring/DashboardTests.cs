using System.Net;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using CreditAI.Ledger.Access;
using CreditAI.Tests.AppHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditAI.Tests.Monitoring;

/// <summary>Grafana's dashboards against the running application: each query is asked of a Prometheus that reads it.</summary>
public sealed class DashboardTests(RunningApplication application)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6); // a drill of a restore, and a round of judging, are among what is waited for

    [Fact]
    public async Task Queries_EveryOne_ReturnsSeriesOfTheRunningApplication()
    {
        var queries = Queries().ToList();
        Assert.True(queries.Count > 40, $"{queries.Count} queries");
        await using var prometheus = await PrometheusServer.StartAsync(await ReplicasAsync());
        using var client = await application.CreateApiClientAsync();
        using var limited = await LimitedClientAsync();
        using var anonymous = (await application.StartAsync()).CreateHttpClient("scoring-api");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);

        var unanswered = queries;
        for (var round = 0; unanswered.Count > 0 && !patience.IsCancellationRequested; round++)
        {
            await UseAsync(client, limited, anonymous, round);
            unanswered = [.. await WithoutSeriesAsync(prometheus, unanswered)];
        }

        Assert.True(unanswered.Count == 0, string.Join('\n', unanswered.Select(query => $"{query.Panel}: {query.Expression}")));
    }

    [Fact]
    public void Dashboards_AreFourOfWhichEachPanelIsToldApart()
    {
        var dashboards = Dashboards().ToList();

        Assert.Equal(["executive", "fairness", "performance", "security"], dashboards.Select(dashboard => dashboard.Name));
        Assert.Equal(4, dashboards.Select(dashboard => dashboard.Content.GetProperty("uid").GetString()).Distinct().Count());
        Assert.All(dashboards, dashboard =>
        {
            var panels = dashboard.Content.GetProperty("panels").EnumerateArray().ToList();
            Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
            Assert.All(panels, panel => Assert.Equal("${datasource}", panel.GetProperty("datasource").GetProperty("uid").GetString()));
            Assert.Empty(Overlapping(panels));
        });
    }

    private static IEnumerable<(string Panel, string Expression)> Queries()
        => from dashboard in Dashboards()
           from panel in dashboard.Content.GetProperty("panels").EnumerateArray()
           from target in panel.GetProperty("targets").EnumerateArray()
           select ($"{dashboard.Name}, {panel.GetProperty("title").GetString()}", target.GetProperty("expr").GetString()!);

    private static IEnumerable<(string Name, JsonElement Content)> Dashboards()
        => Directory.GetFiles(RepositoryFiles.Path("deploy", "grafana", "dashboards"), "*.json").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileNameWithoutExtension(path), JsonDocument.Parse(File.ReadAllText(path)).RootElement));

    private static IEnumerable<string> Overlapping(List<JsonElement> panels)
    {
        var taken = new HashSet<(int, int)>();
        foreach (var panel in panels)
        {
            int Of(string name) => panel.GetProperty("gridPos").GetProperty(name).GetInt32();
            if (Of("x") + Of("w") > 24 || (from x in Enumerable.Range(Of("x"), Of("w")) from y in Enumerable.Range(Of("y"), Of("h")) select (x, y)).Any(cell => !taken.Add(cell)))
            {
                yield return panel.GetProperty("title").GetString()!;
            }
        }
    }

    private static async Task<IEnumerable<(string Panel, string Expression)>> WithoutSeriesAsync(PrometheusServer prometheus, IEnumerable<(string Panel, string Expression)> queries)
    {
        var without = new List<(string, string)>();
        foreach (var (panel, expression) in queries)
        {
            if (!await prometheus.HasSeriesAsync(expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal)))
            {
                without.Add((panel, expression));
            }
        }

        return without;
    }

    // Each replica itself: behind the one address, a counter would be now one's and now the other's.
    private async Task<IReadOnlyList<(string Job, string Address)>> ReplicasAsync()
    {
        var notifications = (await application.StartAsync()).Services.GetRequiredService<ResourceNotificationService>();
        var addresses = new Dictionary<string, (string Job, string Address)>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        await foreach (var seen in notifications.WatchAsync(patience.Token))
        {
            var urls = seen.Snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == "ASPNETCORE_URLS")?.Value;
            if (seen.Resource.Name is "scoring-api" or "fairness-worker" or "backup-worker" && urls is not null && Uri.TryCreate(urls.Split(';')[0], UriKind.Absolute, out var url))
            {
                addresses[seen.ResourceId] = (seen.Resource.Name, $"127.0.0.1:{url.Port}");
            }

            if (addresses.Count == 4)
            {
                break;
            }
        }

        return [.. addresses.Values];
    }

    private async Task<HttpClient> LimitedClientAsync()
    {
        var running = await application.StartAsync();
        await using var database = NpgsqlDataSource.Create((await running.GetConnectionStringAsync("creditai", TestContext.Current.CancellationToken))!);
        var created = await new ApiKeyStore(database, TimeProvider.System).CreateAsync(new NewApiKey("dashboards", Scope.Decide, null, 1, "tests"), TestContext.Current.CancellationToken);
        var client = running.CreateHttpClient("scoring-api");
        client.DefaultRequestHeaders.Add("X-Api-Key", created.Text);
        return client;
    }

    /// <summary>What applicants, a client at its limit, and a stranger do in a while.</summary>
    private static async Task UseAsync(HttpClient client, HttpClient limited, HttpClient anonymous, int round)
    {
        for (var i = 0; i < (round == 0 ? 300 : 20); i++)
        {
            var application = $$"""
                {
                  "applicationId": "dashboards-{{round}}-{{i}}",
                  "features": {
                    "income": {{20_000 + (i * 7919 % 60_000)}}, "debt_ratio": 0.{{i % 9}}, "utilisation": 0.{{i % 10}}, "delinquencies": {{i % 4}}, "oldest_account_months": {{12 + i}}, "employment_months": {{i % 120}},
                    "inquiries": {{i % 6}}, "loan_amount": {{5_000 + (i * 104_729 % 30_000)}}, "term_months": 36, "purpose": "debt consolidation", "home_ownership": "rent", "employment_type": "salaried"
                  },
                  "protected": { "sex": "{{(i % 2 == 0 ? "male" : "female")}}", "age": {{25 + (i % 40)}} }
                }
                """;
            await PostAsync(client, application, HttpStatusCode.Created);
        }

        await PostAsync(client, "{}", HttpStatusCode.BadRequest);
        await PostAsync(anonymous, "{}", HttpStatusCode.Unauthorized);
        await PostAsync(limited, "{}", null);
        await PostAsync(limited, "{}", null);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
    }

    private static async Task PostAsync(HttpClient client, string json, HttpStatusCode? expected)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/v1/decisions", content, TestContext.Current.CancellationToken);
        Assert.True(expected is null || answer.StatusCode == expected, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }
}
