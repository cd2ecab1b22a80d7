using CreditAI.Ledger.Access;
using CreditAI.Ledger.Notifications;
using Npgsql;

namespace CreditAI.ScoringApi.Security;

/// <summary>
/// Keeps the key ring up to date: a notification wakes it when a key is created or revoked, and it looks every second
/// besides, in case one was lost. While PostgreSQL is away the keys that were read last go on being valid.
/// </summary>
internal sealed class KeyRingLoader(
    ApiKeyStore store, KeyRing ring, Follower follower, TimeProvider time, ILogger<KeyRingLoader> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    private readonly HashSet<Guid> _used = [];
    private long _touched = time.GetTimestamp();
    private bool _away;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => follower.RunAsync(Channels.ApiKey, LookAsync, stoppingToken);

    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
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

        return LookEvery;
    }
}
