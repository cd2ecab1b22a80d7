namespace CreditAI.Benchmarks.Load;

/// <summary>The run cannot go on; the message says why and what to do.</summary>
internal sealed class LoadException(string message) : Exception(message);
