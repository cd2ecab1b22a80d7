namespace CreditAI.ScoringApi.RateLimits;

internal static partial class RateLimitLog
{
    [LoggerMessage(3201, LogLevel.Warning, "The cache does not answer; limits are {Mode} until it does: {Reason}")]
    public static partial void CacheAway(ILogger logger, CacheAway mode, string reason);

    [LoggerMessage(3202, LogLevel.Information, "The cache answers; {Replicas} replicas share the limits")]
    public static partial void CacheAnswers(ILogger logger, int replicas);
}
