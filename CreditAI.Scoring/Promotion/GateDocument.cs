using System.Text.Json;
using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Promotion;

/// <summary>Gates as JSON, both ways.</summary>
public static class GateDocument
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <returns>An array.</returns>
    public static string Write(IReadOnlyList<Gate> gates) => JsonSerializer.Serialize(gates.Select(Row.Of), Options);

    public static IReadOnlyList<Gate> Parse(string json) => [.. JsonSerializer.Deserialize<Row[]>(json, Options)!.Select(row => row.ToGate())];

    private sealed record Row(string Name, bool Passed, double? Value, long N, double? Low, double? High, string? Undefined, double? Threshold, string Detail)
    {
        public static Row Of(Gate gate) => new(
            gate.Name, gate.IsPassed, gate.Value.Value, gate.Value.N, gate.Value.Interval?.Low, gate.Value.Interval?.High, gate.Value.Undefined, gate.Threshold,
            gate.Detail);

        public Gate ToGate() => new(
            Name, Passed, new Measure(Value, N, Low is { } low && High is { } high ? new Interval(low, high) : null, Undefined), Threshold, Detail);
    }
}
