using System.Diagnostics.Metrics;
using CreditAI.Ledger.Decisions;

namespace CreditAI.FairnessWorker.Measuring;

/// <summary>
/// The newest snapshots as metrics. What is undefined has no measurement, never 0. Bounded: the newest model versions,
/// and of each attribute the largest groups.
/// </summary>
internal sealed class FairnessMetrics
{
    private const int MostVersions = 10;
    private const int MostGroups = 50;

    private volatile IReadOnlyList<FairnessSnapshot> _snapshots = [];
    private long _lag;
    private long _openFindings;

    public FairnessMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("CreditAI.FairnessWorker");
        meter.CreateObservableCounter("creditai.fairness.decisions", ObserveDecisions, "{decision}", "Decisions counted, by group and decision.");
        meter.CreateObservableGauge("creditai.fairness.selection_rate", ObserveRates, null, "Share approved of a group.");
        meter.CreateObservableGauge("creditai.fairness.demographic_parity_difference", ObserveDifferences, null,
            "Largest difference between the selection rates of two groups with decisions enough.");
        meter.CreateObservableGauge("creditai.fairness.adverse_impact_ratio", ObserveRatios, null,
            "A group's selection rate over the reference group's, of groups with decisions enough.");
        meter.CreateObservableGauge("creditai.fairness.findings_open", () => Volatile.Read(ref _openFindings), null, "Findings that are open.");
        meter.CreateObservableGauge("creditai.fairness.lag", () => Volatile.Read(ref _lag), null, "Decisions in the ledger that are not counted yet.");
    }

    public void Publish(IReadOnlyList<FairnessSnapshot> snapshots, long openFindings)
    {
        var versions = snapshots.Select(snapshot => snapshot.ModelVersion).Distinct().OrderDescending().Take(MostVersions).ToHashSet();
        _snapshots = [.. snapshots.Where(snapshot => versions.Contains(snapshot.ModelVersion))];
        Volatile.Write(ref _openFindings, openFindings);
    }

    public void Behind(long decisions) => Volatile.Write(ref _lag, decisions);

    private IEnumerable<Measurement<long>> ObserveDecisions()
        => from snapshot in _snapshots
           let groups = LargestGroups(snapshot)
           from count in snapshot.Counts
           where groups.Contains(count.Group)
           select new Measurement<long>(count.N, Tags(snapshot, count.Group, ("decision", count.Decision.ToText())));

    private IEnumerable<Measurement<double>> ObserveRates()
        => from snapshot in _snapshots
           let groups = LargestGroups(snapshot)
           from rates in snapshot.Rates
           where rates.SelectionRate.Value is not null && groups.Contains(rates.Group)
           select new Measurement<double>(rates.SelectionRate.Value!.Value, Tags(snapshot, rates.Group));

    private IEnumerable<Measurement<double>> ObserveDifferences()
        => from snapshot in _snapshots
           where snapshot.Compared?.DemographicParity.Difference.Value is not null
           select new Measurement<double>(snapshot.Compared!.DemographicParity.Difference.Value!.Value, Tags(snapshot, null));

    private IEnumerable<Measurement<double>> ObserveRatios()
        => from snapshot in _snapshots
           where snapshot.Compared is not null
           let groups = LargestGroups(snapshot)
           from rates in snapshot.Compared!.Groups
           where rates.AdverseImpactRatio.Value is not null && groups.Contains(rates.Group)
           select new Measurement<double>(rates.AdverseImpactRatio.Value!.Value, Tags(snapshot, rates.Group));

    private static HashSet<string> LargestGroups(FairnessSnapshot snapshot)
        => [.. snapshot.Rates.OrderByDescending(rates => rates.N).Take(MostGroups).Select(rates => rates.Group)];

    private static KeyValuePair<string, object?>[] Tags(FairnessSnapshot snapshot, string? group, params (string Name, string Value)[] more)
    {
        var tags = new List<KeyValuePair<string, object?>>
        {
            new("model_version", snapshot.ModelVersion),
            new("attribute", snapshot.Attribute),
        };
        if (group is not null)
        {
            tags.Add(new("group", group));
        }

        tags.AddRange(more.Select(tag => new KeyValuePair<string, object?>(tag.Name, tag.Value)));
        return [.. tags];
    }
}
