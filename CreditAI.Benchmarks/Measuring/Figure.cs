namespace CreditAI.Benchmarks.Measuring;

/// <summary>One number of the table.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Measured">With its unit.</param>
/// <param name="Target">With its unit; empty where none is set.</param>
/// <param name="Met">Null where there is no target, or nothing to compare with.</param>
/// <param name="Peer">What it is measured beside, in the same run, and what that took; empty where there is none.</param>
/// <param name="Ratio">How many times better than the peer; null without one.</param>
internal sealed record Figure(string Name, string Measured, string Target, bool? Met, string Peer = "", double? Ratio = null);
