using System.Collections.Concurrent;
using CreditAI.Ledger.Objects;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Models;

/// <summary>Scorecards by their artifact's address, which never means another. Thread-safe.</summary>
internal sealed class ScorecardCache(ArtifactStore artifacts)
{
    // Scorecards of old decisions are read now and then; a few hundred kilobytes each.
    private const int Most = 64;

    private readonly ConcurrentDictionary<string, Scorecard> _known = new(StringComparer.Ordinal);

    /// <exception cref="CorruptObjectException">The artifact is missing or not the one that was stored.</exception>
    public async ValueTask<Scorecard> GetAsync(string sha256, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(sha256, out var known))
        {
            return known;
        }

        var scorecard = Scorecard.Parse(await artifacts.GetAsync(sha256, cancellationToken), $"artifact {sha256}");
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known[sha256] = scorecard;
    }
}
