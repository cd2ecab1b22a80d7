namespace CreditAI.Benchmarks.Load.Results;

/// <summary>One measured round.</summary>
/// <param name="Side">Which server was driven.</param>
/// <param name="Number">From 1.</param>
/// <param name="Cpu">During the round.</param>
/// <param name="Commits">Of the ledger; null where the server has none.</param>
internal sealed record Round(string Side, int Number, ClientResult Client, CpuSeconds Cpu, Commits? Commits)
{
    /// <summary>More than this share of a core for other programs makes absolute numbers low; ratios, less so.</summary>
    public const double Disturbing = 0.1;

    /// <summary>Requests per second that were answered as they should be.</summary>
    public double PerSecond => Math.Max(0, Client.Requests - Client.Errors) / Client.Seconds;
}
