using CreditAI.Ledger.Fairness.Actions;
using CreditAI.Ledger.Fairness.Counting;

namespace CreditAI.FairnessWorker.Acting;

/// <summary>Does what the policy asks for about what was found, until nothing is left to do.</summary>
internal sealed class ActionTaker(ActionStore actions, FairnessLease lease, ActionMetrics metrics, ILogger<ActionTaker> logger)
{
    public async Task ActAsync(CancellationToken cancellationToken)
    {
        while (await actions.TakeNextAsync(lease, cancellationToken) is { } action)
        {
            metrics.Taken(action);
            ActionLog.Done(logger, action);
        }
    }
}
