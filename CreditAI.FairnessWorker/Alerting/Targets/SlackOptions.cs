namespace CreditAI.FairnessWorker.Alerting.Targets;

public sealed class SlackOptions
{
    /// <summary>An incoming webhook's; it is a secret.</summary>
    public string? Url { get; set; }
}
