using CreditAI.Ledger.Access;
using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Schema;
using Npgsql;

namespace CreditAI.ScoringApi.Security;

/// <summary>
/// Keeps the key ring up to date: a notification wakes it when a key is created or revoked, and it looks every second
/// besides, in case one was lost. While PostgreSQL is away the keys that were read last go on being valid.
/// </summary>
internal sealed class KeyRingLoader(
    ApiKeyStore store, KeyRing ring, LedgerSchema schema, PostgresListener listener, TimeProvider time, ILogger<KeyRingLoader> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    private readonly WakeUp _wakeUp = new();
    private readonly HashSet<Guid> _used = [];
    private long _touched = time.GetTimestamp();
    private bool _away;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await schema.Ready.WaitAsync(stoppingToken);
            var listening = listener.RunAsync(Channels.ApiKey, _wakeUp, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAsync(stoppingToken);
                await _wakeUp.WaitAsync(LookEvery, time, stoppingToken);
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
            var keys = await store.LoadAsync(cancellationToken);
            _used.UnionWith(ring.Callers.Where(caller => caller.TakeUsed()).Select(caller => caller.KeyId!.Value));
            ring.Replace(keys);
            if (_used.Count > 0 && time.GetElapsedTime(_touched) > TouchEvery)
            {
                await store.TouchAsync(_used, cancellationToken);
                _used.Clear();
                _touched = time.GetTimestamp();
            }

            _away = false;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            if (!_away)
            {
                SecurityLog.KeysNotRead(logger, exception.Message);
            }

            _away = true;
        }
    }
}
