using CreditAI.Ledger.Schema;
using CreditAI.Ledger.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CreditAI.Ledger.Checkpoints;

/// <summary>
/// Makes checkpoints now and then, a first one before the service decides (one that was killed has left what it wrote last without), and a last one
/// when it stops. Whatever is away is tried again.
/// </summary>
internal sealed class CheckpointService(
    CheckpointMaker maker, LedgerSchema schema, IOptions<CheckpointOptions> options, TimeProvider time, ILogger<CheckpointService> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Twice: the second signs nothing, but reads the first back. What runs every minute is compiled then, before decisions wait for the core.
        await MakePatientlyAsync(times: 2);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await MakePatientlyAsync(times: 1);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Every, time);
        try
        {
            await schema.Ready.WaitAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await MakeAsync(stoppingToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or MigrationException)
        {
            // The service stops; the schema has said why where it is the reason.
        }
    }

    private async Task MakePatientlyAsync(int times)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        for (var made = 0; made < times; made++)
        {
            await MakeAsync(patience.Token);
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (schema.Ready.IsCompletedSuccessfully)
            {
                await maker.MakeAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LedgerLog.NoCheckpoint(logger, exception.Message);
        }
        catch (OperationCanceledException)
        {
            // What is not anchored now is by the next checkpoint of any replica.
        }
    }
}
