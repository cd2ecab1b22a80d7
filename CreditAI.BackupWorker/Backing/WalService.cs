using CreditAI.Backups.Wal;

namespace CreditAI.BackupWorker.Backing;

/// <summary>Receives WAL as long as the worker runs.</summary>
internal sealed class WalService(WalReceiver receiver) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => receiver.RunAsync(stoppingToken);
}
