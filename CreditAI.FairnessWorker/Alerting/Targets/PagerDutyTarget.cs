using System.Text.Json;
using System.Text.Json.Serialization;
using CreditAI.Ledger.Fairness.Alerts;
using Microsoft.Extensions.Options;

namespace CreditAI.FairnessWorker.Alerting.Targets;

/// <summary>PagerDuty's Events API v2: an incident per finding, triggered and resolved under the finding's id.</summary>
internal sealed class PagerDutyTarget(AlertPost post, IOptions<AlertOptions> options) : IAlertTarget
{
    private const int LongestSummary = 1024;

    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Name => "pagerduty";

    public Task SendAsync(Alert alert, CancellationToken cancellationToken)
        => post.SendAsync(options.Value.PagerDuty!.Url, JsonSerializer.SerializeToUtf8Bytes(Event(alert), Json), cancellationToken);

    private object Event(Alert alert)
    {
        var finding = alert.Finding;
        var summary = AlertText.Summary(alert);
        return new
        {
            routing_key = options.Value.PagerDuty!.RoutingKey,
            event_action = finding.ClosedAt is null ? "trigger" : "resolve",
            dedup_key = $"creditai/{finding.Id}",
            client = "CreditAI",
            links = AlertText.Link(options.Value.Link, finding) is { } link ? new[] { new { href = link, text = "The finding with its evidence" } } : null,
            payload = new
            {
                summary = summary[..Math.Min(summary.Length, LongestSummary)],
                source = "creditai-fairness-worker",
                severity = AlertText.Severity(finding),
                timestamp = finding.OpenedAt.UtcDateTime,
                component = $"model version {finding.ModelVersion}",
                group = finding.Verdict.Attribute,
                @class = finding.Verdict.Measure,
                custom_details = new { figures = AlertText.Figures(finding), finding = finding.Id },
            },
        };
    }
}
