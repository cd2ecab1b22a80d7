using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreditAI.Benchmarks.Load.Results;

/// <summary>The JSON document of a run.</summary>
internal sealed record LoadReport(
    DateTimeOffset MeasuredAt, MachineFacts Machine, double SecondsPerRound, int Rounds, int Connections, IReadOnlyList<ScenarioResult> Scenarios)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public void Write(FileInfo file) => File.WriteAllBytes(file.FullName, JsonSerializer.SerializeToUtf8Bytes(this, Format));
}
