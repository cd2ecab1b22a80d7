using System.Diagnostics.Metrics;
using CreditAI.Ledger.Fairness.Actions;

namespace CreditAI.FairnessWorker.Acting;

internal sealed class ActionMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _actions = meters.Create("CreditAI.FairnessWorker.Actions").CreateCounter<long>(
        "creditai.actions", "{action}", "What this replica did about findings, or was refused to do.");

    public void Taken(FairnessAction action) => _actions.Add(
        1, new KeyValuePair<string, object?>("action", action.Kind.ToText()), new KeyValuePair<string, object?>("state", action.State.ToText()));
}
