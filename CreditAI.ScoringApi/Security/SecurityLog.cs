namespace CreditAI.ScoringApi.Security;

/// <summary>Log lines of the guard; never a key, a token, an address or a subject.</summary>
internal static partial class SecurityLog
{
    [LoggerMessage(3101, LogLevel.Warning, "The API keys cannot be read; those read last stay valid: {Reason}")]
    public static partial void KeysNotRead(ILogger logger, string reason);

    [LoggerMessage(3102, LogLevel.Warning, "The issuer of tokens does not answer, so tokens cannot be checked: {Reason}")]
    public static partial void IssuerAway(ILogger logger, string reason);
}
