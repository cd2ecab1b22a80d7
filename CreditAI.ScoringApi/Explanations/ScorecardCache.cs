using CreditAI.Ledger.Objects;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Scorecards;
using Microsoft.Extensions.Caching.Memory;

namespace CreditAI.ScoringApi.Explanations;

/// <summary>The scorecards that decided before, by the SHA-256 of their artifacts; the most recently used stay.</summary>
internal sealed class ScorecardCache(ArtifactStore artifacts) : IDisposable
{
    private const int Most = 32;

    private readonly MemoryCache _scorecards = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <param name="sha256">Of the artifact, lower-case hex.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArtifactException">It cannot be had, and why; nothing of that is remembered.</exception>
    public async Task<Scorecard> GetAsync(string sha256, CancellationToken cancellationToken)
    {
        if (_scorecards.TryGetValue(sha256, out Scorecard? cached))
        {
            return cached!;
        }

        var scorecard = await LoadAsync(sha256, cancellationToken);
        return _scorecards.Set(sha256, scorecard, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });
    }

    public void Dispose() => _scorecards.Dispose();

    private async Task<Scorecard> LoadAsync(string sha256, CancellationToken cancellationToken)
    {
        try
        {
            return Scorecard.Parse(await artifacts.GetAsync(sha256, cancellationToken), $"the artifact {sha256}");
        }
        catch (Exception exception) when (exception is CorruptObjectException or InvalidDocumentException)
        {
            throw new ArtifactException(exception.Message, damaged: true, exception);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever the store's client throws, it is the store that does not give the artifact.
            throw new ArtifactException($"The object store does not give the artifact {sha256}. Try again.", damaged: false, exception);
        }
    }
}
