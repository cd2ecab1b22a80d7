using CreditAI.FairnessWorker.Watching;
using CreditAI.Ledger.Fairness;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Monitoring.Watching;
using Microsoft.Extensions.Options;

namespace CreditAI.FairnessWorker.Judging;

/// <summary>Reads what is watched of a model version: the windows of the horizon, and the baseline that drift is measured from.</summary>
internal sealed class WatchedVersions(FairnessStore store, IOptions<FairnessOptions> options)
{
    private static readonly DateTimeOffset Ever = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FairnessOptions _options = options.Value;

    public async Task<WatchedVersion> ReadAsync(int version, ModelVersion? model, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var from = now - _options.Horizon;
        var ends = new Dictionary<TallyBasis, DateTimeOffset>();
        var (baseline, bins, drifted) = (new List<TallyRow>(), (IReadOnlyList<BinRow>)[], (IReadOnlyList<BinRow>)[]);
        foreach (var basis in Enum.GetValues<TallyBasis>())
        {
            if (await store.BaselineEndAsync(version, basis, _options.Baseline, cancellationToken) is { } end)
            {
                ends[basis] = end;
                var rows = await store.TalliesAsync(version, Grain.Hour, DateTimeOffset.UnixEpoch, end, cancellationToken);
                baseline.AddRange(rows.Where(row => row.Basis == basis));
            }
        }

        if (ends.TryGetValue(TallyBasis.Decided, out var decided))
        {
            bins = await store.BinsAsync(version, Grain.Hour, DateTimeOffset.UnixEpoch, decided, cancellationToken);
            drifted = await store.BinsAsync(version, Grain.Hour, decided > from ? decided : from, Ever, cancellationToken);
        }

        return new WatchedVersion
        {
            ModelVersion = version,
            References = model?.ReferenceGroups ?? new Dictionary<string, string>(),
            Features = model?.Features ?? [],
            Recent = await store.TalliesAsync(version, Grain.FiveMinutes, from, Ever, cancellationToken),
            Baseline = baseline,
            BaselineEnds = ends,
            RecentBins = drifted,
            BaselineBins = bins,
        };
    }
}
