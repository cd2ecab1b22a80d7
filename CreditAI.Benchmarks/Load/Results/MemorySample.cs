namespace CreditAI.Benchmarks.Load.Results;

/// <summary>Resident memory at a moment.</summary>
/// <param name="Seconds">Since sampling began.</param>
internal readonly record struct MemorySample(double Seconds, double MiB);
