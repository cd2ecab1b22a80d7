using System.Text.Json;

namespace CreditAI.Benchmarks.Load.Peers;

/// <summary>An application as <see cref="InsertServer"/> takes it.</summary>
internal sealed record InsertedApplication(string ApplicationId, Dictionary<string, JsonElement> Features);
