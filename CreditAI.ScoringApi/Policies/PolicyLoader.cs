using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Schema;
using CreditAI.Scoring.Documents;
using Npgsql;

namespace CreditAI.ScoringApi.Policies;

/// <summary>Follows the policy: a notification wakes it, and it looks every few seconds besides. One that cannot be read leaves the one before it.</summary>
internal sealed class PolicyLoader(
    PolicyStore store, PolicyHolder holder, LedgerSchema schema, PostgresListener listener, TimeProvider time, ILogger<PolicyLoader> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    private readonly WakeUp _wakeUp = new();
    private string? _problem;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await schema.Ready.WaitAsync(stoppingToken);
            var listening = listener.RunAsync(Channels.Policy, _wakeUp, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAsync(stoppingToken);
                await _wakeUp.WaitAsync(_problem is null ? LookEvery : RetryEvery, time, stoppingToken);
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

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var current = await store.CurrentAsync(cancellationToken);
            _problem = null;
            if (holder.Offer(current))
            {
                PolicyLog.Holds(logger, current.Version, current.PutBy, current.Reason);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidDocumentException)
        {
            if (_problem != exception.Message)
            {
                PolicyLog.NotRead(logger, holder.Current?.Version, exception.Message);
            }

            _problem = exception.Message;
        }
    }
}
