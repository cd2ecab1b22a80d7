using CreditAI.Ledger.Schema;

namespace CreditAI.Ledger.Notifications;

/// <summary>Looks at the ledger again and again: when a notification wakes it, and now and then besides, in case one was lost.</summary>
public sealed class Follower(LedgerSchema schema, PostgresListener listener, TimeProvider time)
{
    /// <summary>Looks at once when the schema is there, and then until the service stops; also returns where the schema cannot be.</summary>
    /// <param name="channel">Whose notifications wake it.</param>
    /// <param name="look">Looks, and says how long to wait at most until it looks again.</param>
    /// <param name="stoppingToken">Stops it.</param>
    public async Task RunAsync(string channel, Func<CancellationToken, Task<TimeSpan>> look, CancellationToken stoppingToken)
    {
        try
        {
            await schema.Ready.WaitAsync(stoppingToken);
            var wakeUp = new WakeUp();
            var listening = listener.RunAsync(channel, wakeUp, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                var atMost = await look(stoppingToken);
                await wakeUp.WaitAsync(atMost, time, stoppingToken);
            }

            await listening;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (MigrationException)
        {
            // The host stops, and the schema has said why.
        }
    }
}
