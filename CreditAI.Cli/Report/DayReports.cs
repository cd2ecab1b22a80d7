using CreditAI.Cli.Ledger;
using CreditAI.Ledger.Fairness;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Monitoring.Windows;

namespace CreditAI.Cli.Report;

/// <summary>Gathers what reports say.</summary>
internal sealed class DayReports(LedgerConnection connection, TimeProvider time)
{
    private const int DaysBefore = 28;

    private readonly FairnessStore _store = new(connection.Database);
    private readonly FindingStore _findings = new(connection.Database, time);
    private readonly ModelRegistry _registry = new(connection.Database, time);
    private readonly DayRecount _recount = new(connection.Database);
    private readonly PolicyStore _policies = new(connection.Database, connection.Audit, time);

    /// <param name="from">First day, UTC.</param>
    /// <param name="to">Last day.</param>
    /// <param name="modelVersion">Null for every version.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A report for each day and version that has decisions, oldest first.</returns>
    public async IAsyncEnumerable<DayReport> ReadAsync(
        DateOnly from, DateOnly to, int? modelVersion, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var policy = await _policies.CurrentAsync(cancellationToken);
        var findings = await _findings.ListAsync(new FindingQuery(ModelVersion: modelVersion), cancellationToken);
        var models = (await _registry.ListAsync(cancellationToken)).Where(model => modelVersion is null || model.Version == modelVersion)
            .OrderBy(model => model.Version).ToArray();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            IReadOnlyList<TallyDifference>? differences = null;
            foreach (var model in models)
            {
                var days = await DaysAsync(model, day, policy, cancellationToken);
                if (days.Count == 0 || days[^1].From != StartOf(day))
                {
                    continue; // The version decided nothing on the day.
                }

                differences ??= (await _recount.RunAsync(day, cancellationToken)).Differences;
                yield return new DayReport(
                    model, day, days[^1], days, [.. findings.Where(finding => finding.ModelVersion == model.Version && WasOpen(finding, day))],
                    [.. differences.Where(difference => difference.ModelVersion == model.Version)], policy, time.GetUtcNow());
            }
        }
    }

    private async Task<IReadOnlyList<WindowFairness>> DaysAsync(ModelVersion model, DateOnly day, PolicyVersion policy, CancellationToken cancellationToken)
    {
        var end = StartOf(day).AddDays(1);
        var rows = await _store.TalliesAsync(model.Version, Grain.Day, end.AddDays(-DaysBefore), end, cancellationToken);
        return [.. rows.Where(row => row.Basis == TallyBasis.Decided).GroupBy(row => row.Start).OrderBy(window => window.Key)
            .Select(window => WindowFairness.Of(window, window.Key, window.Key.AddDays(1), model.ReferenceGroups, policy.Policy.Fairness.MinimumGroup))];
    }

    private static bool WasOpen(Finding finding, DateOnly day)
        => finding.OpenedAt < StartOf(day).AddDays(1) && (finding.ClosedAt is null || finding.ClosedAt >= StartOf(day));

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
