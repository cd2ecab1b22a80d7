using System.Collections.Concurrent;
using System.Net;
using CreditAI.Tests.Servers;
using Dapper;
using Npgsql;

namespace CreditAI.Tests.ScoringApi;

public sealed class PostgresAwayTests
{
    [Fact]
    public async Task PostgresIsKilledUnderLoad_503WithRetryAfterThenRecoversAndNothingAcknowledgedIsLost()
    {
        await using var postgres = new PostgresServer();
        var database = await postgres.CreateDatabaseAsync();
        await using var api = await ScoringApiHost.StartAsync(database);
        var acknowledged = new ConcurrentBag<Guid>();
        var statuses = new ConcurrentDictionary<HttpStatusCode, int>();
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 8).Select(_ => Task.Run(() => LoadAsync(api, acknowledged, statuses, stop.Token))).ToArray();
        await ScoringApiHost.UntilAsync(() => acknowledged.Count > 200);

        await postgres.StopAsync();
        await ScoringApiHost.UntilAsync(() => statuses.GetValueOrDefault(HttpStatusCode.ServiceUnavailable) > 20);
        var away = await api.DecideAsync(ScoringApiHost.GoodApplication);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.NotNull(away.Headers.RetryAfter);
        Assert.Equal("application/problem+json", away.Content.Headers.ContentType!.MediaType);
        foreach (var path in new[] { "/health/ready", "/v1/models", "/v1/decisions/0197f3a0-0000-7000-8000-000000000000" })
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.Client.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await api.Client.GetAsync("/health/live")).StatusCode);

        var before = acknowledged.Count;
        await postgres.StartAsync();
        await ScoringApiHost.UntilAsync(() => acknowledged.Count > before + 200);
        await ScoringApiHost.UntilAsync(async () => (await api.Client.GetAsync("/health/ready")).IsSuccessStatusCode);
        await stop.CancelAsync();
        await Task.WhenAll(load);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable], statuses.Keys.Order());
        await using var connection = new NpgsqlConnection(database);
        var kept = (await connection.QueryAsync<Guid>("SELECT id FROM ledger.decision")).ToHashSet();
        Assert.Empty(acknowledged.Except(kept));
    }

    [Fact]
    public async Task Start_PostgresIsAway_WaitsAndBecomesReady()
    {
        await using var postgres = new PostgresServer();
        var database = await postgres.CreateDatabaseAsync();
        await postgres.StopAsync();

        var starting = ScoringApiHost.StartAsync(database);
        await Task.Delay(300);
        Assert.False(starting.IsCompleted);
        await postgres.StartAsync();

        await using var api = await starting;
        Assert.Equal(HttpStatusCode.Created, (await api.DecideAsync(ScoringApiHost.GoodApplication)).StatusCode);
    }

    private static async Task LoadAsync(
        ScoringApiHost api, ConcurrentBag<Guid> acknowledged, ConcurrentDictionary<HttpStatusCode, int> statuses, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var response = await api.DecideAsync(ScoringApiHost.GoodApplication);
            statuses.AddOrUpdate(response.StatusCode, 1, (_, n) => n + 1);
            if (response.StatusCode == HttpStatusCode.Created)
            {
                acknowledged.Add((Guid)(await ScoringApiHost.ReadAsync(response))["id"]!);
            }
            else
            {
                await Task.Delay(10, CancellationToken.None);
            }
        }
    }
}
