using CreditAI.FairnessWorker.Alerting.Targets;
using CreditAI.FairnessWorker.Looking;
using CreditAI.Ledger.Fairness.Alerts;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Schema;
using MailKit;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreditAI.FairnessWorker.Alerting;

/// <summary>Sends what the outbox has, one after the other. Any number of replicas may: each alert is one's at a time.</summary>
internal sealed class AlertSender(
    AlertOutbox outbox, PolicyStore policies, IEnumerable<IAlertTarget> targets, LedgerSchema schema, AlertMetrics metrics, TimeProvider time,
    IOptions<AlertOptions> options, ILogger<AlertSender> logger) : LedgerLoop(schema, time)
{
    // Less than the outbox waits before it gives an alert to another.
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(8);

    private readonly Dictionary<string, IAlertTarget> _targets = targets.ToDictionary(target => target.Name);

    protected override async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        if (_targets.Count == 0)
        {
            return Timeout.InfiniteTimeSpan;
        }

        try
        {
            await outbox.FillAsync((await policies.CurrentAsync(cancellationToken)).Policy.Actions.Notify, _targets.Keys, cancellationToken);
            while (await outbox.TakeAsync(_targets.Keys, cancellationToken) is { } alert)
            {
                await SendAsync(alert, cancellationToken);
            }

            metrics.Pending(await outbox.PendingAsync(_targets.Keys, cancellationToken));
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            AlertLog.LookFailed(logger, exception.Message);
        }

        return options.Value.LookEvery;
    }

    private async Task SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        if (await TrySendAsync(alert, cancellationToken) is not { } error)
        {
            await outbox.SentAsync(alert, cancellationToken);
            metrics.Ended(alert.Target, "sent");
            AlertLog.Sent(logger, alert.Target, alert.Event, alert.Finding.Id);
        }
        else if (await outbox.FailedAsync(alert, error, cancellationToken))
        {
            metrics.Ended(alert.Target, "given_up");
            AlertLog.GivenUp(logger, alert.Target, alert.Event, alert.Finding.Id, alert.Attempts, error);
        }
        else
        {
            metrics.Failed(alert.Target);
            AlertLog.Failed(logger, alert.Target, alert.Event, alert.Finding.Id, alert.Attempts, error);
        }
    }

    /// <returns>What went wrong, or null.</returns>
    private async Task<string?> TrySendAsync(Alert alert, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Attempt);
        try
        {
            await _targets[alert.Target].SendAsync(alert, patience.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"No answer within {Attempt.TotalSeconds:0} s";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or ProtocolException or Polly.ExecutionRejectedException
            or System.Net.Sockets.SocketException or MailKit.Security.AuthenticationException or MailKit.Security.SslHandshakeException
            or MailKit.ServiceNotConnectedException or NotSupportedException or CommandException)
        {
            return exception is MailKit.Security.SslHandshakeException ? "The TLS handshake failed" : exception.Message;
        }
    }
}
