namespace CreditAI.Ledger.Decisions;

/// <summary>The decision was not acknowledged, since PostgreSQL does not answer or the queue to it is full.</summary>
/// <param name="retryAfter">When trying again makes sense.</param>
public sealed class LedgerUnavailableException(string message, TimeSpan retryAfter, Exception? inner = null) : Exception(message, inner)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
