namespace CreditAI.FairnessWorker.Training;

internal static partial class TrainingLog
{
    [LoggerMessage(4040, LogLevel.Information, "Training run {Run} begins, attempt {Attempt}")]
    public static partial void Taken(ILogger logger, Guid run, int attempt);

    // Why it failed is in the run: it may quote the data.
    [LoggerMessage(4041, LogLevel.Information, "Training run {Run} {State}")]
    public static partial void Ended(ILogger logger, Guid run, string state);

    [LoggerMessage(4042, LogLevel.Warning, "Training run {Run} was taken over by another worker, or cancelled; what this one made of it is dropped")]
    public static partial void Lost(ILogger logger, Guid run);

    [LoggerMessage(4043, LogLevel.Warning, "Training runs could not be looked at and are again soon: {Reason}")]
    public static partial void LookFailed(ILogger logger, string reason);
}
