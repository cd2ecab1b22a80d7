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
                what, mine.ToString(), string.Create(CultureInfo.InvariantCulture, $"≥ {target:0.##} x"),
                ratio >= target && mine.Errors == 0 && theirs.Errors == 0, $"{peer.Name}: {theirs}", ratio),
            Cpu(what, mine, $"{peer.Name}: ", theirs),
        };
        if (mine.Commits is { Count: > 0 } commits)
        {
            figures.Add(Batches(what, commits));
        }

        return (new ScenarioResult(scenario, figures, new { Ratio = ratio, Own = mine, Peer = theirs, Rounds = rounds }), mine);
    }

    private static Figure Cpu(string what, SideSummary own, string peerName, SideSummary peer) =>
        new($"  {what}: CPU per request", Text(own.CpuPerRequest), "", null, peerName + Text(peer.CpuPerRequest));

    private static Figure Batches(string what, Commits commits) => new(
        $"  {what}: per commit",
        string.Create(CultureInfo.InvariantCulture, $"{commits.MeanSize:0.0} decisions, median ≤ {commits.MedianSizeAtMost}, in {commits.MeanMilliseconds:0.00} ms"),
        "", null);

    private static string Text(CpuSeconds cpu) => string.Create(
        CultureInfo.InvariantCulture, $"server {cpu.Server * 1e6:0} µs, PostgreSQL {cpu.Postgres * 1e6:0} µs, load {cpu.Client * 1e6:0} µs");
}
