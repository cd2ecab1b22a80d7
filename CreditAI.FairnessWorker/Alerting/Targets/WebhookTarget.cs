using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreditAI.Ledger.Fairness.Actions;
using CreditAI.Ledger.Fairness.Alerts;
using Microsoft.Extensions.Options;

namespace CreditAI.FairnessWorker.Alerting.Targets;

/// <summary>
/// Any receiver of JSON. <c>Idempotency-Key</c> is the same for every attempt; <c>X-CreditAI-Signature</c> is the lower-case hex HMAC-SHA-256 of the
/// body under the configured secret.
/// </summary>
internal sealed class WebhookTarget(AlertPost post, IOptions<AlertOptions> options) : IAlertTarget
{
    public string Name => "webhook";

    public Task SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        var webhook = options.Value.Webhook!;
        var body = Write(alert);
        (string, string)[] headers = [("Idempotency-Key", alert.Key)];
        return webhook.Secret is { } secret
            ? post.SendAsync(webhook.Url!, body, cancellationToken, [.. headers, ("X-CreditAI-Signature", Sign(secret, body))])
            : post.SendAsync(webhook.Url!, body, cancellationToken, headers);
    }

    private static string Sign(string secret, byte[] body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private byte[] Write(Alert alert)
    {
        var (finding, verdict) = (alert.Finding, alert.Finding.Verdict);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                alert.Event,
                Summary = AlertText.Summary(alert),
                Link = AlertText.Link(options.Value.Link, finding),
                Finding = new
                {
                    finding.Id,
                    finding.ModelVersion,
                    Severity = AlertText.Severity(finding),
                    verdict.Measure,
                    verdict.Attribute,
                    verdict.Group,
                    verdict.Reference,
                    Value = verdict.Value.Value,
                    verdict.Value.Interval?.Low,
                    verdict.Value.Interval?.High,
                    verdict.Value.N,
                    verdict.ReferenceN,
                    verdict.Threshold,
                    OpenedAt = finding.OpenedAt.UtcDateTime,
                    ClosedAt = finding.ClosedAt?.UtcDateTime,
                },
                Action = alert.Action is { } action
                    ? new { action.Id, Kind = action.Kind.ToText(), State = action.State.ToText(), action.Detail.From, action.Detail.To, action.Detail.CanaryShare, action.Detail.Why }
                    : null,
            },
            JsonSerializerOptions.Web);
    }
}
