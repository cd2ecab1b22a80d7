using CreditAI.Benchmarks.Load.Clients;
using CreditAI.Benchmarks.Load.Servers;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>One of the servers that are measured beside each other.</summary>
/// <param name="KeepsLedger">Its /metrics tell how it commits.</param>
internal sealed record Side(string Name, WebServer Server, RequestSet Requests, bool KeepsLedger = false);
