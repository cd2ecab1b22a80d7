using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Verification;
using CreditAI.Tests.Servers;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ScoringApi;

public sealed class KilledServiceTests(PostgresServer postgres)
{
    /// <summary>A few in every run; CREDITAI_KILLS asks for more.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("CREDITAI_KILLS") ?? "3", System.Globalization.CultureInfo.InvariantCulture);

    private const int Lines = 3000;

    [Fact]
    public Task KilledUnderLoad_EveryAcknowledgedDecisionIsThereOnceAndAsAnsweredAndTheChainVerifies()
        => KillAsync(workers: 24, after: 500, unanswered: 24, LoadAsync);

    [Fact]
    public Task KilledUnderStreams_EveryAnsweredLineIsThereOnceAndAsAnsweredAndTheChainVerifies()
        => KillAsync(workers: 4, after: 6000, unanswered: 4 * Lines, StreamAsync);

    private async Task KillAsync(
        int workers, int after, int unanswered, Func<HttpClient, string, ConcurrentDictionary<string, (Guid, double)>, CancellationToken, Task> loadAsync)
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var survivor = await ScoringApiHost.StartAsync(database);
        var acknowledged = new ConcurrentDictionary<string, (Guid Id, double Points)>();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var victim = await ScoringApiProcess.StartAsync(database, survivor.ObjectDirectory);
            using var stop = new CancellationTokenSource();
            var load = Enumerable.Range(0, workers).Select(worker => loadAsync(
                worker % 4 == 0 ? survivor.Client : victim.Client, $"{kill}-{worker}", acknowledged, stop.Token)).ToArray();
            var before = acknowledged.Count;
            await ScoringApiHost.UntilAsync(() => acknowledged.Count > before + after);
            await victim.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(load);
        }

        await using var connection = await survivor.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var report = await new LedgerVerifier(survivor.Database, null).VerifyAsync(null, null, 2, CancellationToken.None);
        Assert.Empty(report.Faults);
        Assert.InRange(report.Decisions, acknowledged.Count, acknowledged.Count + (Kills * unanswered));
        Assert.Equal(report.Decisions, await connection.ExecuteScalarAsync<long>("SELECT count(DISTINCT application) FROM ledger.decision"));
        var reader = survivor.Services.GetRequiredService<DecisionReader>();
        foreach (var chunk in acknowledged.Chunk(1000))
        {
            Assert.Equal(chunk.Length, (await reader.ExistAsync([.. chunk.Select(one => one.Value.Id)], CancellationToken.None)).Count);
        }

        foreach (var (application, (id, points)) in acknowledged.Take(200))
        {
            var recorded = await reader.FindAsync(id, CancellationToken.None);
            Assert.Equal((application, points), (recorded!.Application!.ApplicationId, recorded.Points));
        }
    }

    private static async Task LoadAsync(
        HttpClient client, string name, ConcurrentDictionary<string, (Guid, double)> acknowledged, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var application = $"{name}-{i}";
            using var body = new StringContent(ScoringApiHost.GoodApplication.Replace("A-1", application, StringComparison.Ordinal), Encoding.UTF8, "application/json");
            try
            {
                using var response = await client.PostAsync("/v1/decisions", body, CancellationToken.None);
                if (response.StatusCode == HttpStatusCode.Created)
                {
                    var decision = JsonNode.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None))!;
                    acknowledged[application] = ((Guid)decision["id"]!, (double)decision["points"]!);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                return; // Killed.
            }
        }
    }

    // Answers are read as they come: what was answered before the kill counts, and no more.
    private static async Task StreamAsync(
        HttpClient client, string name, ConcurrentDictionary<string, (Guid, double)> acknowledged, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var lines = Enumerable.Range(0, Lines).Select(line => ScoringApiHost.GoodApplication.Replace("A-1", $"{name}-{i}-{line}", StringComparison.Ordinal));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/decisions:batch")
            {
                Content = new StringContent(string.Join('\n', lines), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson")),
            };
            try
            {
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(CancellationToken.None));
                while (await reader.ReadLineAsync(CancellationToken.None) is { } answer)
                {
                    var line = JsonNode.Parse(answer)!;
                    Assert.Equal(201, (int)line["status"]!);
                    var decision = line["decision"]!;
                    acknowledged[(string)decision["applicationId"]!] = ((Guid)decision["id"]!, (double)decision["points"]!);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                return; // Killed.
            }
        }
    }
}
