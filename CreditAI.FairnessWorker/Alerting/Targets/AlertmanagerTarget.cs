using System.Globalization;
using System.Text.Json;
using CreditAI.Ledger.Fairness.Alerts;
using CreditAI.Ledger.Fairness.Findings;
using Microsoft.Extensions.Options;

namespace CreditAI.FairnessWorker.Alerting.Targets;

/// <summary>
/// Alertmanager's API v2. It forgets an alert that is not sent again before its end, so those that are open are sent every minute
/// (<see cref="AlertmanagerRefresh"/>); it takes alerts of the same labels for one.
/// </summary>
internal sealed class AlertmanagerTarget(AlertPost post, IOptions<AlertOptions> options, TimeProvider time) : IAlertTarget
{
    public const string TargetName = "alertmanager";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public string Name => TargetName;

    public Task SendAsync(Alert alert, CancellationToken cancellationToken) => SendAsync([alert.Finding], cancellationToken);

    public Task SendAsync(IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
        => post.SendAsync($"{options.Value.Alertmanager!.TrimEnd('/')}/api/v2/alerts", Write(findings), cancellationToken);

    private byte[] Write(IReadOnlyList<Finding> findings)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var finding in findings)
            {
                Write(json, finding);
            }

            json.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private void Write(Utf8JsonWriter json, Finding finding)
    {
        var verdict = finding.Verdict;
        json.WriteStartObject();
        json.WriteStartObject("labels");
        json.WriteString("alertname", "CreditAIFairness");
        json.WriteString("service", "creditai");
        json.WriteString("severity", AlertText.Severity(finding));
        json.WriteString("measure", verdict.Measure);
        json.WriteString("model_version", finding.ModelVersion.ToString(CultureInfo.InvariantCulture));
        json.WriteString("attribute", verdict.Attribute);
        json.WriteString("group", verdict.Group);
        json.WriteEndObject();
        json.WriteStartObject("annotations");
        json.WriteString("summary", AlertText.Subject(finding));
        json.WriteString("description", AlertText.Figures(finding));
        json.WriteString("finding", finding.Id);
        json.WriteEndObject();
        json.WriteString("startsAt", finding.OpenedAt.UtcDateTime);
        json.WriteString("endsAt", finding.ClosedAt?.UtcDateTime ?? (time.GetUtcNow() + Lifetime).UtcDateTime);
        if (AlertText.Link(options.Value.Link, finding) is { } link)
        {
            json.WriteString("generatorURL", link);
        }

        json.WriteEndObject();
    }
}
