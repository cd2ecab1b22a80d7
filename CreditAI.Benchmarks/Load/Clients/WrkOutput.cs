using System.Text.Json;
using CreditAI.Benchmarks.Load.Results;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>What <see cref="WrkScript"/> has wrk print at its end.</summary>
internal static class WrkOutput
{
    private const string Mark = "RESULT ";

    /// <returns>Null when the line is not there.</returns>
    public static ClientResult? Parse(string output)
    {
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith(Mark, StringComparison.Ordinal));
        return line is null || JsonSerializer.Deserialize<Line>(line[Mark.Length..], JsonSerializerOptions.Web) is not { } result
            ? null
            : new ClientResult(result.Requests, result.Microseconds / 1e6, result.Failed + result.Status, result.Latencies);
    }

    // Latencies in microseconds.
    private sealed record Line(long Requests, long Microseconds, long Failed, long Status, long P50, long P95, long P99, long P999, long Max)
    {
        // wrk's percentiles of nothing are 0, which no answer takes.
        public Latencies Latencies => Requests == 0
            ? Latencies.None
            : new Latencies(P50 / 1e3, P95 / 1e3, P99 / 1e3, P999 / 1e3, Max / 1e3);
    }
}
