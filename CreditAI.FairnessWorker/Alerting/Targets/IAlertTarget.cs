using CreditAI.Ledger.Fairness.Alerts;

namespace CreditAI.FairnessWorker.Alerting.Targets;

/// <summary>Somebody who is told of findings.</summary>
internal interface IAlertTarget
{
    /// <summary>As the outbox, the audit log and metrics name it.</summary>
    string Name { get; }

    /// <exception cref="Exception">It was not told; the message has no secrets.</exception>
    Task SendAsync(Alert alert, CancellationToken cancellationToken);
}
