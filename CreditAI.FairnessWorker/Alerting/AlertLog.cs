namespace CreditAI.FairnessWorker.Alerting;

internal static partial class AlertLog
{
    [LoggerMessage(4020, LogLevel.Information, "{Target} was told of finding {Finding}: {Event}")]
    public static partial void Sent(ILogger logger, string target, string @event, Guid finding);

    [LoggerMessage(4021, LogLevel.Warning, "{Target} could not be told of finding {Finding} ({Event}, attempt {Attempts}) and is tried again: {Reason}")]
    public static partial void Failed(ILogger logger, string target, string @event, Guid finding, int attempts, string reason);

    [LoggerMessage(4022, LogLevel.Error, "{Target} was not told of finding {Finding} ({Event}) in {Attempts} attempts, which is given up: {Reason}")]
    public static partial void GivenUp(ILogger logger, string target, string @event, Guid finding, int attempts, string reason);

    [LoggerMessage(4023, LogLevel.Warning, "Alerts could not be sent and are looked at again soon: {Reason}")]
    public static partial void LookFailed(ILogger logger, string reason);
}
