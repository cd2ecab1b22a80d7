using System.Collections.Concurrent;
using CreditAI.Ledger.Decisions;
using CreditAI.Tests.Servers;
using Dapper;
using Npgsql;

namespace CreditAI.Tests.Ledger.Decisions;

public sealed class PostgresAwayTests
{
    [Fact]
    public async Task Append_PostgresIsKilledAndComesBack_RefusedMeanwhileAndNothingAcknowledgedIsLost()
    {
        await using var postgres = new PostgresServer();
        var database = await postgres.CreateDatabaseAsync();
        await using var host = await LedgerHost.StartAsync(database);
        var acknowledged = new ConcurrentBag<Guid>();
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

        await using var connection = new NpgsqlConnection(database);
        var kept = (await connection.QueryAsync<Guid>("SELECT id FROM ledger.decision")).ToList();
        Assert.Empty(acknowledged.Except(kept));
        Assert.Equal(acknowledged.Count, acknowledged.Distinct().Count());
        Assert.Equal(kept.Count, await connection.ExecuteScalarAsync<int>("SELECT count(DISTINCT application) FROM ledger.decision"));
    }

    private static async Task LoadAsync(LedgerHost host, int worker, ConcurrentBag<Guid> acknowledged, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            try
            {
                var id = $"{worker}-{i}";
                acknowledged.Add((await host.Writer.AppendAsync(SampleDecision.Create(id))).Id);
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
