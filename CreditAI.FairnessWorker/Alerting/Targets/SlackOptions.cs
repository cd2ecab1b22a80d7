namespace CreditAI.FairnessWorker.Alerting.Targets;

public sealed class SlackOptions
{
    /// <summary>An incoming webhook's; it is a secret.</summary>
    public Uri? Url { get; set; }
}
