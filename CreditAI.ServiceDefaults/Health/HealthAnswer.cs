using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditAI.ServiceDefaults.Health;

/// <summary>
/// The body of a probe. Descriptions, data and exceptions of the checks stay in the log: they can hold addresses and
/// secrets, and the probes are open to everyone who reaches the port.
/// </summary>
internal sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, HealthAnswer.Check> Checks)
{
    public static HealthAnswer From(HealthReport report) => new(
        report.Status.ToString(),
        new SortedDictionary<string, Check>(
            report.Entries.ToDictionary(e => e.Key, e => new Check(e.Value.Status.ToString(), Math.Round(e.Value.Duration.TotalMilliseconds, 1))),
            StringComparer.Ordinal));

    internal sealed record Check(string Status, double DurationMs);
}
