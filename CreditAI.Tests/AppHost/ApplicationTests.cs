using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditAI.Tests.AppHost;

/// <summary>The application as its AppHost composes it, asked over HTTP, on the real PostgreSQL.</summary>
public sealed class ApplicationTests(RunningApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decision_OfTheExampleApplication_IsAnsweredWithReasonsAndStandsInTheLedger()
    {
        using var client = await application.CreateApiClientAsync();
        using var answer = await client.PostAsync("/v1/decisions", Example(), Cancellation);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        using var decision = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Contains(decision.RootElement.GetProperty("decision").GetString(), new[] { "approve", "refer", "decline" });

        using var read = await client.GetAsync(answer.Headers.Location, Cancellation);
        using var stored = JsonDocument.Parse(await read.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(decision.RootElement.GetProperty("points").GetDouble(), stored.RootElement.GetProperty("points").GetDouble());

        await using var connection = new NpgsqlConnection(await (await application.StartAsync()).GetConnectionStringAsync("creditai", Cancellation));
        await connection.OpenAsync(Cancellation);
        await using var count = new NpgsqlCommand("select count(*) from ledger.decision where id = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = decision.RootElement.GetProperty("id").GetGuid() } },
        };
        Assert.Equal(1L, await count.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task Decisions_ManyAtOnce_AreAllAnsweredByTwoReplicasWithIdsOfTheirOwn()
    {
        using var client = await application.CreateApiClientAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            using var answer = await client.PostAsync("/v1/decisions", Example(), Cancellation);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            using var decision = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
            return decision.RootElement.GetProperty("id").GetGuid();
        }));
        Assert.Equal(200, ids.Distinct().Count());
    }

    [Fact]
    public async Task Decision_WithoutTheKey_IsRefused()
    {
        using var client = (await application.StartAsync()).CreateHttpClient("scoring-api");
        using var answer = await client.PostAsync("/v1/decisions", Example(), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task EveryResource_AfterTheFirstStart_RunsOrHasFinished()
    {
        var notifications = (await application.StartAsync()).Services.GetRequiredService<ResourceNotificationService>();
        foreach (var step in new[] { "sample-applications", "first-training", "first-champion" })
        {
            var finished = await notifications.WaitForResourceAsync(step, seen => seen.Snapshot.ExitCode is not null, Cancellation);
            Assert.Equal(0, finished.Snapshot.ExitCode);
        }

        foreach (var running in new[] { "postgres", "creditai", "cache", "scoring-api", "fairness-worker" })
        {
            await notifications.WaitForResourceHealthyAsync(running, Cancellation);
        }
    }

    internal static StreamContent Example() => new(File.OpenRead(RepositoryFiles.Path("examples", "application.json")))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };
}
