namespace CreditAI.FairnessWorker.Watching;

internal static partial class WatchLog
{
    [LoggerMessage(4001, LogLevel.Warning, "The ledger could not be followed and is looked at again soon: {Reason}")]
    public static partial void LookFailed(ILogger logger, string reason);
}
