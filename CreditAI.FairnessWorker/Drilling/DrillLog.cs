namespace CreditAI.FairnessWorker.Drilling;

internal static partial class DrillLog
{
    [LoggerMessage(3601, LogLevel.Critical, "The last drilled restore of region {Region} failed: its report in the region says of what")]
    public static partial void Failed(ILogger logger, string region);

    [LoggerMessage(3602, LogLevel.Warning, "How drills went cannot be read: {Reason}")]
    public static partial void NotLooked(ILogger logger, string reason);
}
