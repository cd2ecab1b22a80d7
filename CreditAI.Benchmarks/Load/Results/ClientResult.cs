namespace CreditAI.Benchmarks.Load.Results;

/// <summary>What a client saw of one round.</summary>
/// <param name="Requests">Answered, with whatever status.</param>
/// <param name="Seconds">Of wall time.</param>
/// <param name="Errors">Answers other than 2xx, broken connections, and requests that were never answered.</param>
internal sealed record ClientResult(long Requests, double Seconds, long Errors, Latencies Latency);
