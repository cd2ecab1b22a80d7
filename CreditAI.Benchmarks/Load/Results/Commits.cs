namespace CreditAI.Benchmarks.Load.Results;

/// <summary>How the ledger committed during a round, from the service's own histograms.</summary>
/// <param name="Count">Commits.</param>
/// <param name="MeanSize">Decisions per commit; null when there was none.</param>
/// <param name="MedianSizeAtMost">The upper bound of the bucket that the median commit's size falls in.</param>
/// <param name="MeanMilliseconds">Of one commit.</param>
internal sealed record Commits(long Count, double? MeanSize, double? MedianSizeAtMost, double? MeanMilliseconds)
{
    private const string Size = "creditai_ledger_batch_size";
    private const string Duration = "creditai_ledger_commit_duration_seconds";

    /// <param name="before">The text of /metrics before.</param>
    /// <param name="after">And after.</param>
    public static Commits Between(string before, string after)
    {
        var sizes = PrometheusHistogram.Parse(after, Size) - PrometheusHistogram.Parse(before, Size);
        var durations = PrometheusHistogram.Parse(after, Duration) - PrometheusHistogram.Parse(before, Duration);
        return new Commits(sizes.Count, sizes.Mean, sizes.UpperBoundOf(0.5), durations.Mean * 1e3);
    }
}
