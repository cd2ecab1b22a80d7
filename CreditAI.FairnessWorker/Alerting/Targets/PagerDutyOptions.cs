namespace CreditAI.FairnessWorker.Alerting.Targets;

public sealed class PagerDutyOptions
{
    /// <summary>Of the service's integration, Events API v2; a secret.</summary>
    public string? RoutingKey { get; set; }

    public string Url { get; set; } = "https://events.pagerduty.com/v2/enqueue";

    internal IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(RoutingKey))
        {
            yield return "PagerDuty:RoutingKey is missing";
        }
    }
}
