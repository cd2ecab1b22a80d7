namespace CreditAI.ScoringApi.RateLimits;

/// <summary>What the cache is told of a count.</summary>
/// <param name="Minute">The current one.</param>
/// <param name="Added">Requests of the current minute that it does not know.</param>
/// <param name="AddedBefore">Those of the minute before.</param>
/// <param name="AsksBefore">Whether the minute before is of interest.</param>
internal readonly record struct RatePush(long Minute, long Added, long AddedBefore, bool AsksBefore);
