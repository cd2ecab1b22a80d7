
namespace CreditAI.Backups.Wal;

/// <summary>How the receiving of WAL goes. Thread-safe.</summary>
public sealed class WalProgress
{
    private readonly Lock _gate = new();
    private WalState _state = new(false, null, default, default, null, null, null, null);

    public WalState Current
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    internal void Update(Func<WalState, WalState> change)
    {
        lock (_gate)
        {
            _state = change(_state);
        }
    }
}
