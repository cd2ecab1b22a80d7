using System.Diagnostics.Metrics;

namespace CreditAI.FairnessWorker.Training;

internal sealed class TrainingMetrics
{
    private readonly Counter<long> _ended;
    private readonly Counter<long> _ordered;
    private volatile IReadOnlyDictionary<string, long> _runs = new Dictionary<string, long>();

    public TrainingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("CreditAI.FairnessWorker.Training");
        _ended = meter.CreateCounter<long>("creditai.training.runs_ended", "{run}", "Training runs that this replica has carried out, by how they ended.");
        _ordered = meter.CreateCounter<long>("creditai.training.runs_scheduled", "{run}", "Training runs that this replica has ordered by a schedule.");
        meter.CreateObservableGauge(
            "creditai.training.runs", () => _runs.Select(state => new Measurement<long>(state.Value, new KeyValuePair<string, object?>("state", state.Key))), "{run}",
            "Training runs, by state.");
    }

    public void Ended(string state) => _ended.Add(1, new KeyValuePair<string, object?>("state", state));

    public void Ordered(int runs) => _ordered.Add(runs);

    public void Waiting(IReadOnlyDictionary<string, long> runs) => _runs = runs;
}
