using System.Diagnostics.Metrics;

namespace CreditAI.FairnessWorker.Alerting;

internal sealed class AlertMetrics
{
    private readonly Counter<long> _alerts;
    private volatile IReadOnlyDictionary<string, long> _pending = new Dictionary<string, long>();

    public AlertMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("CreditAI.FairnessWorker.Alerts");
        _alerts = meter.CreateCounter<long>("creditai.alerts.attempts", "{alert}", "Attempts to tell a target of a finding, by how they ended.");
        meter.CreateObservableGauge("creditai.alerts.pending", Observe, "{alert}", "Alerts that are still to be told, by target.");
    }

    public void Ended(string target, string result) => Add(target, result);

    public void Failed(string target) => Add(target, "failed");

    public void Pending(IReadOnlyDictionary<string, long> pending) => _pending = pending;

    private void Add(string target, string result) => _alerts.Add(1, new KeyValuePair<string, object?>("target", target), new KeyValuePair<string, object?>("result", result));

    private IEnumerable<Measurement<long>> Observe() => _pending.Select(target => new Measurement<long>(target.Value, new KeyValuePair<string, object?>("target", target.Key)));
}
