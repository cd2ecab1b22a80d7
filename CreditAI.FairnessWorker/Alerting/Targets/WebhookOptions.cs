namespace CreditAI.FairnessWorker.Alerting.Targets;

public sealed class WebhookOptions
{
    public string? Url { get; set; }

    /// <summary>Signs the body, so that the receiver can tell who sent it. Null: unsigned.</summary>
    public string? Secret { get; set; }
}
