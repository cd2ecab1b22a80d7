namespace CreditAI.ScoringApi.RateLimits;

/// <summary>What the cache is told of a count.</summary>
/// <param name="Minute">The current one.</param>
/// <param name="Here">Requests admitted here in the current minute.</param>
/// <param name="HereBefore">Those of the minute before.</param>
/// <param name="AsksBefore">Whether the minute before is of interest.</param>
internal readonly record struct RatePush(long Minute, long Here, long HereBefore, bool AsksBefore);
