using System.Diagnostics.Metrics;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Fairness;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Watching;

namespace CreditAI.FairnessWorker.Measuring;

/// <summary>
/// What the watch sees, as metrics. What is undefined has no measurement, never 0. Bounded: the newest model versions, and of each attribute
/// the largest groups.
/// </summary>
internal sealed class FairnessMetrics
{
    private const int MostVersions = 10;
    private const int MostGroups = 50;

    private readonly Counter<long> _counted;
    private readonly Counter<long> _outcomes;

    private volatile IReadOnlyList<FairnessSnapshot> _snapshots = [];
    private volatile IReadOnlyList<DecisionTotal> _totals = [];
    private volatile IReadOnlyList<(int ModelVersion, Verdict Verdict)> _violations = [];
    private long _lag;
    private int _isHeld;

    public FairnessMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("CreditAI.FairnessWorker");
        _counted = meter.CreateCounter<long>("creditai.fairness.decisions_counted", "{decision}", "Decisions of the ledger that this replica has counted.");
        _outcomes = meter.CreateCounter<long>("creditai.fairness.outcomes_counted", "{outcome}", "Outcomes that this replica has joined to their decisions.");
        meter.CreateObservableCounter("creditai.fairness.decisions", ObserveDecisions, "{decision}", "Decisions counted, by group and decision.");
        meter.CreateObservableGauge("creditai.fairness.selection_rate", ObserveRates, null, "Share approved of a group, of the windows watched.");
        meter.CreateObservableGauge("creditai.fairness.demographic_parity_difference", ObserveDifferences, null,
            "Largest difference between the selection rates of two groups with decisions enough, of the windows watched.");
        meter.CreateObservableGauge("creditai.fairness.adverse_impact_ratio", ObserveRatios, null,
            "A group's selection rate over the reference group's, of groups with decisions enough, of the windows watched.");
        meter.CreateObservableGauge("creditai.fairness.measure", ObserveMeasures, null, "What is watched, against the policy's thresholds.");
        meter.CreateObservableGauge("creditai.fairness.evidence_ratio", ObserveEvidence, null,
            "Evidence of a difference over the evidence that a finding takes, both as logarithms: a finding from 1 on.");
        meter.CreateObservableGauge("creditai.fairness.findings_open", ObserveFindings, null, "Findings that are open.");
        meter.CreateObservableGauge("creditai.fairness.lag", () => Volatile.Read(ref _lag), null, "Decisions in the ledger that are not counted yet.");
        meter.CreateObservableGauge("creditai.fairness.leader", () => Volatile.Read(ref _isHeld), null, "1 where this replica is the one that counts.");
    }

    public void Publish(
        IReadOnlyList<FairnessSnapshot> snapshots, IReadOnlyList<DecisionTotal> totals, IReadOnlyList<(int ModelVersion, Verdict Verdict)> violations)
    {
        _snapshots = [.. snapshots.OrderByDescending(snapshot => snapshot.ModelVersion).Take(MostVersions)];
        var versions = totals.Select(total => total.ModelVersion).Distinct().OrderDescending().Take(MostVersions).ToHashSet();
        _totals =
        [
            .. totals.Where(total => versions.Contains(total.ModelVersion)).GroupBy(total => (total.ModelVersion, total.Attribute))
                .SelectMany(attribute => attribute.GroupBy(total => total.Group).OrderByDescending(group => group.Sum(total => total.N)).Take(MostGroups))
                .SelectMany(group => group),
        ];
        _violations = violations;
    }

    public void Counted(CountedPage page, long lag)
    {
        Volatile.Write(ref _isHeld, page.IsHeld ? 1 : 0);
        Volatile.Write(ref _lag, lag);
        _counted.Add(page.Decisions);
        _outcomes.Add(page.Outcomes);
    }

    private IEnumerable<Measurement<long>> ObserveDecisions()
        => _totals.Select(total => new Measurement<long>(
            total.N, Tags(total.ModelVersion, total.Attribute, total.Group, ("decision", total.Decision.ToText()))));

    private IEnumerable<Measurement<double>> ObserveRates() => ObserveGroups("selection_rate");

    private IEnumerable<Measurement<double>> ObserveRatios() => ObserveGroups("adverse_impact_ratio");

    private IEnumerable<Measurement<double>> ObserveDifferences()
        => from snapshot in _snapshots
           from attribute in snapshot.Window.Attributes
           let value = attribute.Measures.Of("demographic_parity_difference").Value
           where value is not null
           select new Measurement<double>(value.Value, Tags(snapshot.ModelVersion, attribute.Attribute, null));

    private IEnumerable<Measurement<double>> ObserveGroups(string measure)
        => from snapshot in _snapshots
           from attribute in snapshot.Window.Attributes
           from rates in attribute.Groups.OrderByDescending(rates => rates.N).Take(MostGroups)
           let value = rates.Measures.Of(measure).Value
           where value is not null
           select new Measurement<double>(value.Value, Tags(snapshot.ModelVersion, attribute.Attribute, rates.Group));

    private IEnumerable<Measurement<double>> ObserveMeasures()
        => from verdict in Verdicts()
           where verdict.Verdict.Value.Value is not null
           select new Measurement<double>(verdict.Verdict.Value.Value!.Value, Tags(verdict));

    private IEnumerable<Measurement<double>> ObserveEvidence()
        => from verdict in Verdicts()
           where verdict.Verdict.LogEvidence is not null
           select new Measurement<double>(Math.Max(0, verdict.Verdict.LogEvidence!.Value) / verdict.Verdict.LogEvidenceAsked, Tags(verdict));

    private IEnumerable<Measurement<long>> ObserveFindings()
        => Enum.GetValues<Severity>().Select(severity => new Measurement<long>(
            _violations.Count(violation => violation.Verdict.Severity == severity), new KeyValuePair<string, object?>("severity", severity.ToText())));

    private IEnumerable<(int ModelVersion, Verdict Verdict)> Verdicts()
        => from snapshot in _snapshots
           from attribute in snapshot.Verdicts.GroupBy(verdict => (verdict.Measure, verdict.Attribute))
           from verdict in attribute.OrderByDescending(verdict => verdict.Value.N).Take(MostGroups)
           select (snapshot.ModelVersion, verdict);

    private static KeyValuePair<string, object?>[] Tags((int ModelVersion, Verdict Verdict) of)
        => Tags(of.ModelVersion, of.Verdict.Attribute, of.Verdict.Group, ("measure", of.Verdict.Measure), ("reference", of.Verdict.Reference));

    private static KeyValuePair<string, object?>[] Tags(int modelVersion, string attribute, string? group, params (string Name, string Value)[] more)
    {
        var tags = new List<KeyValuePair<string, object?>>
        {
            new("model_version", modelVersion),
            new("attribute", attribute),
        };
        if (group is not null)
        {
            tags.Add(new("group", group));
        }

        tags.AddRange(more.Select(tag => new KeyValuePair<string, object?>(tag.Name, tag.Value)));
        return [.. tags];
    }
}
