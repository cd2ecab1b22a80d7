namespace CreditAI.FairnessWorker.Verifying;

internal static partial class VerificationLog
{
    [LoggerMessage(3701, LogLevel.Information, "{Decisions} decisions and {Checkpoints} checkpoints are as they were written")]
    public static partial void Holds(ILogger logger, long decisions, long checkpoints);

    [LoggerMessage(3702, LogLevel.Critical, "The ledger was changed: {Faults} faults, the first {Kind} in chain {Chain}, batch {Batch}, position {Position}: {Message}. Run creditai ledger verify")]
    public static partial void Broken(ILogger logger, int faults, string kind, int? chain, long? batch, long? position, string message);

    [LoggerMessage(3703, LogLevel.Critical, "The audit log was changed, first at entry {Number}: {Message}. Run creditai ledger verify")]
    public static partial void AuditBroken(ILogger logger, long number, string message);

    [LoggerMessage(3704, LogLevel.Warning, "The ledger could not be verified: {Reason}")]
    public static partial void NotVerified(ILogger logger, string reason);
}
