using System.Globalization;
using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Measuring;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>Measures one side against its peer and says how they compare.</summary>
internal static class Comparison
{
    /// <param name="what">The row's name.</param>
    /// <param name="target">The least ratio.</param>
    /// <param name="own">What is measured.</param>
    /// <param name="peer">What it is measured beside.</param>
    public static async Task<(ScenarioResult Result, SideSummary Own)> RunAsync(
        Stage stage, string scenario, string what, double target, Side own, Side peer, CancellationToken cancellationToken)
    {
        var rounds = await Rounds.AlternateAsync(stage, [own, peer], cancellationToken);
        var (mine, theirs) = (SideSummary.Of(rounds, own.Name), SideSummary.Of(rounds, peer.Name));
        double? ratio = theirs.PerSecond > 0 ? mine.PerSecond / theirs.PerSecond : null;
        var figures = new List<Figure>
        {
            new(
                what, mine.RateText, string.Create(CultureInfo.InvariantCulture, $"≥ {target:0.##} x"),
                ratio >= target && mine.Errors == 0 && theirs.Errors == 0, $"{peer.Name}: {theirs.RateText}", ratio),
            new("  p50, p99, p99.9", mine.LatencyText, "", null, theirs.LatencyText),
            new("  CPU per request: server + PostgreSQL + load", mine.CpuText, "", null, theirs.CpuText),
        };
        if (mine.Commits is { Count: > 0 } commits)
        {
            figures.Add(Batches(commits));
        }

        figures.AddRange(Rounds.Disturbances(mine.CpuPerRequest));
        return (new ScenarioResult(scenario, figures, new { Ratio = ratio, Own = mine, Peer = theirs, Rounds = rounds }), mine);
    }

    private static Figure Batches(Commits commits) => new(
        "  per commit",
        string.Create(CultureInfo.InvariantCulture, $"{commits.MeanSize:0.0} decisions (median ≤ {commits.MedianSizeAtMost}) in {commits.MeanMilliseconds:0.00} ms"),
        "", null);
}
