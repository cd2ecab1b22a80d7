using Microsoft.Extensions.Hosting;
using Npgsql;

namespace CreditAI.Ledger.Notifications;

/// <summary>
/// Tells followers that decisions were committed. Apart from the commit itself, since a transaction that notifies
/// takes a lock over the whole server until it has flushed, which would put all replicas' commits in one line; and at
/// most every 50 ms. A notification lost with a crash costs a follower one poll interval.
/// </summary>
internal sealed class BatchBell(NpgsqlDataSource dataSource, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(50);
    private readonly WakeUp _rung = new();

    public void Ring() => _rung.Ring();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await _rung.WaitAsync(stoppingToken);
                await NotifyAsync(stoppingToken);
                await Task.Delay(Apart, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task NotifyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = dataSource.CreateCommand($"NOTIFY {Channels.Batch}");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // Followers poll; the next commit rings again.
        }
    }
}
