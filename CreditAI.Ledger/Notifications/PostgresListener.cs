using CreditAI.Ledger.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreditAI.Ledger.Notifications;

/// <summary>Rings a <see cref="WakeUp"/> at every notification on a channel, listening again when the connection is lost.</summary>
public sealed class PostgresListener(NpgsqlDataSource dataSource, TimeProvider time, ILogger<PostgresListener> logger)
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    /// <summary>Runs until cancelled. Rings once whenever listening begins, for what was missed before.</summary>
    public async Task RunAsync(string channel, WakeUp wakeUp, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(channel, wakeUp, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LedgerLog.ListenerLost(logger, channel, exception.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(RetryEvery, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(string channel, WakeUp wakeUp, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, _) => wakeUp.Ring();
        await using (var listen = new NpgsqlCommand($"LISTEN {channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        LedgerLog.Listening(logger, channel);
        wakeUp.Ring();
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }
}
