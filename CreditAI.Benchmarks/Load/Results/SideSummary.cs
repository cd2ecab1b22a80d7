using System.Globalization;

namespace CreditAI.Benchmarks.Load.Results;

/// <summary>The rounds of one side in one: medians over the rounds, errors added up.</summary>
internal sealed record SideSummary(double PerSecond, double? P50, double? P99, double? P999, long Errors, CpuSeconds CpuPerRequest, Commits? Commits)
{
    public static SideSummary Of(IEnumerable<Round> rounds, string side)
    {
        Round[] own = [.. rounds.Where(round => round.Side == side)];
        var requests = own.Sum(round => round.Client.Requests);
        return new SideSummary(
            Median(own, round => round.PerSecond) ?? 0,
            Median(own, round => round.Client.Latency.P50),
            Median(own, round => round.Client.Latency.P99),
            Median(own, round => round.Client.Latency.P999),
            own.Sum(round => round.Client.Errors),
            new CpuSeconds(
                own.Sum(round => round.Cpu.Server), own.Sum(round => round.Cpu.Postgres), own.Sum(round => round.Cpu.Client),
                own.Sum(round => round.Cpu.Machine), own.Sum(round => round.Cpu.Wall)).Per(requests),
            own is [{ Commits: not null }, ..] ? Together(own) : null);
    }

    /// <summary>Rate, and errors where there are any.</summary>
    public string RateText => string.Create(CultureInfo.InvariantCulture, $"{PerSecond:0} req/s{(Errors > 0 ? $", {Errors} ERRORS" : "")}");

    public string LatencyText => string.Create(CultureInfo.InvariantCulture, $"{P50:0.00}, {P99:0.00}, {P999:0.00} ms");

    public string CpuText => string.Create(
        CultureInfo.InvariantCulture, $"{CpuPerRequest.Server * 1e6:0} + {CpuPerRequest.Postgres * 1e6:0} + {CpuPerRequest.Client * 1e6:0} µs");

    private static Commits Together(Round[] rounds)
    {
        var count = rounds.Sum(round => round.Commits!.Count);
        return new Commits(
            count,
            count == 0 ? null : rounds.Sum(round => round.Commits!.Count * round.Commits.MeanSize) / count,
            Median(rounds, round => round.Commits!.MedianSizeAtMost),
            count == 0 ? null : rounds.Sum(round => round.Commits!.Count * round.Commits.MeanMilliseconds) / count);
    }

    private static double? Median(Round[] rounds, Func<Round, double?> value)
    {
        double[] values = [.. rounds.Select(value).OfType<double>().Order()];
        return values.Length == 0 ? null
            : values.Length % 2 == 1 ? values[values.Length / 2]
            : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }
}
