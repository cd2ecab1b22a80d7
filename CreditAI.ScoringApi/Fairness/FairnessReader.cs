using CreditAI.Ledger.Fairness;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Monitoring.Windows;
using CreditAI.Scoring.Policies;

namespace CreditAI.ScoringApi.Fairness;

/// <summary>Measures what the fairness worker has counted.</summary>
internal sealed class FairnessReader(FairnessStore store, ModelRegistry registry, PolicyStore policies, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    /// <returns>The version of this number, the champion without one; null when there is none.</returns>
    public Task<ModelVersion?> FindVersionAsync(int? version, CancellationToken cancellationToken)
        => version is { } number ? registry.FindAsync(number, cancellationToken) : registry.FindAliasAsync(ModelAlias.Champion, cancellationToken);

    public Task<PolicyVersion> PolicyAsync(CancellationToken cancellationToken) => policies.CurrentAsync(cancellationToken);

    /// <summary>The whole time as one window.</summary>
    public async Task<WindowFairness> WindowAsync(ModelVersion version, FairnessTime asked, FairnessPolicy policy, CancellationToken cancellationToken)
        => Of(await ReadAsync(version, asked, cancellationToken), asked.From, asked.To, version, policy);

    /// <returns>The windows of the time that have decisions, oldest first.</returns>
    public async Task<IReadOnlyList<WindowFairness>> WindowsAsync(
        ModelVersion version, FairnessTime asked, FairnessPolicy policy, CancellationToken cancellationToken)
        => [.. (await ReadAsync(version, asked, cancellationToken)).Where(row => row.Basis == TallyBasis.Decided)
            .GroupBy(row => row.Start).OrderBy(window => window.Key)
            .Select(window => Of(window, window.Key, window.Key + asked.Grain.Length(), version, policy))];

    private Task<IReadOnlyList<TallyRow>> ReadAsync(ModelVersion version, FairnessTime asked, CancellationToken cancellationToken)
        => store.TalliesAsync(version.Version, asked.Grain, asked.From, asked.To, cancellationToken);

    private static WindowFairness Of(IEnumerable<TallyRow> rows, DateTimeOffset from, DateTimeOffset to, ModelVersion version, FairnessPolicy policy)
        => WindowFairness.Of(rows, from, to, version.ReferenceGroups, policy.MinimumGroup);
}
