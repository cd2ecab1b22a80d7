using CreditAI.Ledger.Fairness;

namespace CreditAI.FairnessWorker.Watching;

internal static partial class WatchLog
{
    [LoggerMessage(4001, LogLevel.Warning, "The ledger could not be followed and is looked at again soon: {Reason}")]
    public static partial void LookFailed(ILogger logger, string reason);

    public static void FindingsChanged(ILogger logger, FindingChanges changes)
    {
        if (changes.Opened > 0)
        {
            FindingsOpened(logger, changes.Opened);
        }

        if (changes.Closed > 0)
        {
            FindingsClosed(logger, changes.Closed);
        }
    }

    [LoggerMessage(4002, LogLevel.Warning, "{Count} fairness findings opened")]
    private static partial void FindingsOpened(ILogger logger, int count);

    [LoggerMessage(4003, LogLevel.Information, "{Count} fairness findings closed")]
    private static partial void FindingsClosed(ILogger logger, int count);
}
