namespace CreditAI.Backups.Base;

/// <summary>Spreads reads over time: who takes bytes waits until they are due. Thread-safe.</summary>
internal sealed class RateLimit(long bytesPerSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _due = time.GetUtcNow();

    public async Task TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        if (bytesPerSecond <= 0)
        {
            return;
        }

        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _due = _due < now ? now : _due;
            wait = _due - now;
            _due += TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
