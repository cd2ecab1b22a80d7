using Microsoft.Extensions.Logging;

namespace CreditAI.Ledger.Telemetry;

/// <summary>Every log line of the ledger; no personal data in any of them.</summary>
internal static partial class LedgerLog
{
    [LoggerMessage(2001, LogLevel.Critical, "The ledger's schema cannot be brought up to date; stopping")]
    public static partial void MigrationRefused(ILogger logger, Exception exception);

    [LoggerMessage(2002, LogLevel.Warning, "Waiting for PostgreSQL before the schema can be checked: {Reason}")]
    public static partial void SchemaWaits(ILogger logger, string reason);

    [LoggerMessage(2003, LogLevel.Error, "A batch of {Size} decisions was not committed: {Reason}")]
    public static partial void BatchFailed(ILogger logger, int size, string reason);

    [LoggerMessage(2004, LogLevel.Warning, "Not listening on {Channel}, looking now and then instead: {Reason}")]
    public static partial void ListenerLost(ILogger logger, string channel, string reason);

    [LoggerMessage(2005, LogLevel.Information, "Listening on {Channel}")]
    public static partial void Listening(ILogger logger, string channel);

    [LoggerMessage(2007, LogLevel.Error, "The ledger cannot be written to; trying again: {Reason}")]
    public static partial void NotReached(ILogger logger, string reason);

    [LoggerMessage(2008, LogLevel.Error, "No checkpoint could be made or copied to the object store; trying again: {Reason}")]
    public static partial void NoCheckpoint(ILogger logger, string reason);

    [LoggerMessage(2006, LogLevel.Information, "The ledger answers again")]
    public static partial void Recovered(ILogger logger);

    [LoggerMessage(2009, LogLevel.Information, "Decisions are sealed by {Library}")]
    public static partial void SealsBy(ILogger logger, string library);
}
