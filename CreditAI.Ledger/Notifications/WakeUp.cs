using System.Threading.Channels;

namespace CreditAI.Ledger.Notifications;

/// <summary>Many rings before someone waits are one ring. Thread-safe; one waiter.</summary>
public sealed class WakeUp
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Ring() => _rung.Writer.TryWrite(true);

    /// <summary>Completes at the next ring.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _rung.Reader.ReadAsync(cancellationToken);

    /// <summary>Completes at the next ring or when <paramref name="atMost"/> has passed, whichever is first.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }
}
