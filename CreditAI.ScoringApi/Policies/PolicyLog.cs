namespace CreditAI.ScoringApi.Policies;

internal static partial class PolicyLog
{
    [LoggerMessage(3201, LogLevel.Information, "Policy version {Version} holds, put by {By}: {Reason}")]
    public static partial void Holds(ILogger logger, int version, string by, string reason);

    [LoggerMessage(3202, LogLevel.Warning, "The policy cannot be read; version {Current} goes on holding: {Reason}")]
    public static partial void NotRead(ILogger logger, int? current, string reason);
}
