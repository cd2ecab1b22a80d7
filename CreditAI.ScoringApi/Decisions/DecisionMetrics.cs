using System.Diagnostics.Metrics;
using CreditAI.Ledger.Decisions;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Instruments of deciding.</summary>
internal sealed class DecisionMetrics
{
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _duration;

    public DecisionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("CreditAI.ScoringApi");
        _decisions = meter.CreateCounter<long>("creditai.decisions", "{decision}", "Decisions committed to the ledger.");
        _refused = meter.CreateCounter<long>("creditai.decisions.refused", "{request}", "Requests for a decision that got none, by status.");
        _duration = meter.CreateHistogram("creditai.decision.duration", "s", "From receipt of an application until its decision was committed.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
            });
    }

    public void Decided(SealedDecision decision, TimeSpan elapsed)
    {
        _decisions.Add(1, new("decision", decision.Decision.ToText()), new("model_version", decision.ModelVersion));
        _duration.Record(elapsed.TotalSeconds);
    }

    public void Refused(int status) => _refused.Add(1, new KeyValuePair<string, object?>("status", status));
}
