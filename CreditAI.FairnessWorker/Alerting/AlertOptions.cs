using System.ComponentModel.DataAnnotations;
using CreditAI.FairnessWorker.Alerting.Targets;

namespace CreditAI.FairnessWorker.Alerting;

/// <summary>
/// Whom findings are told to, from the section Alerts: those that are configured. Whether they are told at all is the policy's to say. Addresses are texts:
/// one may be a secret, and the binder's error would tell a Uri that is none.
/// </summary>
public sealed class AlertOptions : IValidatableObject
{
    /// <summary>Where people reach the scoring service: the links in alerts begin with it. Null: alerts have none.</summary>
    public string? Link { get; set; }

    /// <summary>An Alertmanager, such as http://alertmanager:9093.</summary>
    public string? Alertmanager { get; set; }

    public WebhookOptions? Webhook { get; set; }

    public SlackOptions? Slack { get; set; }

    public PagerDutyOptions? PagerDuty { get; set; }

    public MailOptions? Mail { get; set; }

    /// <summary>How often the outbox is looked at. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, address) in new[]
        {
            ("Link", Link), ("Alertmanager", Alertmanager), ("Webhook:Url", Webhook?.Url), ("Slack:Url", Slack?.Url), ("PagerDuty:Url", PagerDuty?.Url),
        })
        {
            if (address is not null && !(Uri.TryCreate(address, UriKind.Absolute, out var absolute) && absolute.Scheme is ("http" or "https")))
            {
                yield return new ValidationResult($"Alerts:{name} must be an absolute http or https address.");
            }
        }

        foreach (var fault in (Mail?.Faults() ?? []).Concat(PagerDuty?.Faults() ?? []).Concat(Webhook is { Url: null } ? ["Webhook:Url is missing"] : [])
            .Concat(Slack is { Url: null } ? ["Slack:Url is missing"] : []))
        {
            yield return new ValidationResult($"Alerts:{fault}.");
        }
    }
}
