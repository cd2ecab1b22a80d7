using System.Collections.Concurrent;
using CreditAI.Ledger.Decisions;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.Ledger.Decisions;

public sealed class PostgresAwayTests
{
    [Fact]
    public async Task Append_PostgresIsKilledAndComesBack_RefusedMeanwhileAndNothingAcknowledgedIsLost()
    {
        await using var postgres = new PostgresServer();
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var acknowledged = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 16).Select(worker => Task.Run(() => LoadAsync(host, worker, acknowledged, stop.Token))).ToArray();
        await UntilAsync(() => acknowledged.Count > 500);

        await postgres.StopAsync();
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () =>
        {
            for (var i = 0; ; i++)
            {
                await host.Writer.AppendAsync(SampleDecision.Create($"while away {i}", group: null));
            }
        });
        var before = acknowledged.Count;
        await postgres.StartAsync();
        await UntilAsync(() => acknowledged.Count > before + 500);
        await stop.CancelAsync();
        await Task.WhenAll(load);

        await using var connection = await host.Database.OpenConnectionAsync();
        var kept = (await connection.QueryAsync<string>("SELECT application_id FROM ledger.decision")).ToList();
        Assert.Empty(acknowledged.Except(kept));
        Assert.Equal(kept.Count, kept.Distinct().Count());
    }

    private static async Task LoadAsync(LedgerHost host, int worker, ConcurrentBag<string> acknowledged, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            try
            {
                var id = $"{worker}-{i}";
                await host.Writer.AppendAsync(SampleDecision.Create(id));
                acknowledged.Add(id);
            }
            catch (LedgerUnavailableException)
            {
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(20, timeout.Token);
        }
    }
}
