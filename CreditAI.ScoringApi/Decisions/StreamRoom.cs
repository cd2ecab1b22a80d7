using CreditAI.Ledger.Decisions;
using Microsoft.Extensions.Options;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>
/// How much all streams together may have under way, so that they leave room for single decisions: to a commit, half of what the ledger lets wait;
/// to the processors, a chunk for each. A stream that finds no room waits, and is read no further; it is not refused.
/// </summary>
internal sealed class StreamRoom(IOptions<LedgerOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _chunks = new(Math.Max(1, options.Value.MaxWaiting / 2 / LineReader.MostLines));
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);

    /// <summary>Waits for room for one chunk of lines.</summary>
    public Task EnterAsync(CancellationToken cancellationToken) => _chunks.WaitAsync(cancellationToken);

    public void Leave() => _chunks.Release();

    /// <summary>Waits until no other chunk's work is in the way of this one's.</summary>
    public Task BeginWorkAsync() => _turns.WaitAsync();

    public void EndWork() => _turns.Release();

    public void Dispose()
    {
        _chunks.Dispose();
        _turns.Dispose();
    }
}
