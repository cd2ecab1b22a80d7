using System.Collections.Concurrent;
using System.Net;
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

    [Fact]
    public async Task KilledUnderLoad_EveryAcknowledgedDecisionIsThereOnceAndAsAnsweredAndTheChainVerifies()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var survivor = await ScoringApiHost.StartAsync(database);
        var acknowledged = new ConcurrentDictionary<string, (Guid Id, double Points)>();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var victim = await ScoringApiProcess.StartAsync(database, survivor.ObjectDirectory);
            using var stop = new CancellationTokenSource();
            var load = Enumerable.Range(0, 24).Select(worker => LoadAsync(
                worker % 4 == 0 ? survivor.Client : victim.Client, $"{kill}-{worker}", acknowledged, stop.Token)).ToArray();
            var before = acknowledged.Count;
            await ScoringApiHost.UntilAsync(() => acknowledged.Count > before + 500);
            await victim.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(load);
        }

        await using var connection = await survivor.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var report = await new LedgerVerifier(survivor.Database, null).VerifyAsync(null, null, 2, CancellationToken.None);
        Assert.Empty(report.Faults);
        Assert.InRange(report.Decisions, acknowledged.Count, acknowledged.Count + (Kills * 24));
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
}
