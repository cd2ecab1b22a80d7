using CreditAI.FairnessWorker.Alerting.Targets;
using CreditAI.FairnessWorker.Looking;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Schema;
using CreditAI.Scoring.Policies;
using Npgsql;

namespace CreditAI.FairnessWorker.Alerting;

/// <summary>Tells Alertmanager every minute what is open, as its API asks of clients; from whichever replica, it takes the same alert for the same.</summary>
internal sealed class AlertmanagerRefresh(
    AlertmanagerTarget target, FindingStore findings, PolicyStore policies, LedgerSchema schema, TimeProvider time, ILogger<AlertmanagerRefresh> logger)
    : LedgerLoop(schema, time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var level = (await policies.CurrentAsync(cancellationToken)).Policy.Actions.Notify;
            var open = (await findings.ListAsync(new FindingQuery(IsOpen: true), cancellationToken))
                .Where(finding => ActionPolicy.Reaches(level, finding.Verdict.Severity!.Value)).ToList();
            if (open.Count > 0)
            {
                await target.SendAsync(open, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or HttpRequestException or Polly.ExecutionRejectedException)
        {
            AlertLog.LookFailed(logger, exception.Message);
        }

        return Every;
    }
}
