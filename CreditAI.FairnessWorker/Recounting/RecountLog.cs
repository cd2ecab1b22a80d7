namespace CreditAI.FairnessWorker.Recounting;

internal static partial class RecountLog
{
    [LoggerMessage(4010, LogLevel.Information, "{Day:yyyy-MM-dd} was counted again: {Decisions} decisions, {Differences} counts differ")]
    public static partial void Counted(ILogger logger, DateOnly day, long decisions, int differences);

    [LoggerMessage(4011, LogLevel.Warning, "{Day:yyyy-MM-dd} could not be counted again and is tried again soon: {Reason}")]
    public static partial void Failed(ILogger logger, DateOnly day, string reason);

    [LoggerMessage(4012, LogLevel.Error, "{Day:yyyy-MM-dd}, model version {ModelVersion}, {What}: {Counted} are counted and the ledger has {Recounted}")]
    public static partial void Differs(ILogger logger, DateOnly day, int modelVersion, string what, long counted, long recounted);
}
