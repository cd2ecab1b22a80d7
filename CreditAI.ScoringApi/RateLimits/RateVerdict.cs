namespace CreditAI.ScoringApi.RateLimits;

/// <summary>Whether a request is within its limit.</summary>
/// <param name="Limit">Requests per minute.</param>
/// <param name="Remaining">How many would be admitted now.</param>
/// <param name="RetryAfter">In seconds: when one would be admitted again; 0 when this one is.</param>
internal readonly record struct RateVerdict(bool IsAdmitted, int Limit, int Remaining, int RetryAfter);
