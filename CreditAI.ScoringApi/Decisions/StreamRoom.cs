using CreditAI.Ledger.Decisions;
using Microsoft.Extensions.Options;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>
/// How much all streams together may have under way to a commit: half of what the ledger lets wait, so that they leave room for single decisions.
/// A stream that finds none waits, and is read no further; it is not refused.
/// </summary>
internal sealed class StreamRoom(IOptions<LedgerOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _chunks = new(Math.Max(1, options.Value.MaxWaiting / 2 / LineReader.MostLines));

    /// <summary>Waits for room for one chunk of lines.</summary>
    public Task EnterAsync(CancellationToken cancellationToken) => _chunks.WaitAsync(cancellationToken);

    public void Leave() => _chunks.Release();

    public void Dispose() => _chunks.Dispose();
}
