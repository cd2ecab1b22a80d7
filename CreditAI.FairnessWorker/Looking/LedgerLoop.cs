using CreditAI.Ledger.Schema;

namespace CreditAI.FairnessWorker.Looking;

/// <summary>Does something again and again, from when the ledger's schema is there until the host stops.</summary>
internal abstract class LedgerLoop(LedgerSchema schema, TimeProvider time) : BackgroundService
{
    protected TimeProvider Time => time;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await schema.Ready.WaitAsync(stoppingToken);
            while (true)
            {
                await Task.Delay(await LookAsync(stoppingToken), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (MigrationException)
        {
            // The host stops, and the schema has said why.
        }
    }

    /// <returns>How long until the next time.</returns>
    protected abstract Task<TimeSpan> LookAsync(CancellationToken cancellationToken);
}
