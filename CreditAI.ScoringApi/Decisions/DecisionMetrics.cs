using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Decisions;

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
        Count(decision.Decision, decision.ModelVersion, 1);
        _duration.Record(elapsed.TotalSeconds);
    }

    /// <summary>Those of a list that were committed: many of them are a few counts.</summary>
    public void Decided(IReadOnlyList<SealedDecision> decisions, Appended[] appended, TimeSpan elapsed)
    {
        var counts = new Dictionary<(Decision Decision, int ModelVersion), int>();
        for (var index = 0; index < appended.Length; index++)
        {
            if (appended[index].Outcome == AppendOutcome.Committed)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, (decisions[index].Decision, decisions[index].ModelVersion), out _)++;
                _duration.Record(elapsed.TotalSeconds);
            }
        }

        foreach (var ((decision, modelVersion), count) in counts)
        {
            Count(decision, modelVersion, count);
        }
    }

    public void Refused(int status) => _refused.Add(1, new KeyValuePair<string, object?>("status", status));

    private void Count(Decision decision, int modelVersion, int count)
        => _decisions.Add(count, new("decision", decision.ToText()), new("model_version", modelVersion));
}
