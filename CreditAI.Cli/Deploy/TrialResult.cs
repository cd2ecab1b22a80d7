using System.Globalization;

namespace CreditAI.Cli.Deploy;

/// <param name="Points">In the applications' order; null where the request failed.</param>
/// <param name="P95">ms, of the time from here to the slot and back.</param>
/// <param name="MostP95">ms that it may be.</param>
/// <param name="Failure">What the first that failed said.</param>
/// <param name="CutOff">The policy's for approval, in points.</param>
internal sealed record TrialResult(IReadOnlyList<double?> Points, double P95, double MostP95, string? Failure, double? CutOff)
{
    public int Failed => Points.Count(points => points is null);

    /// <summary>Within the limits of errors and time.</summary>
    public bool Passed => Failed <= SlotTrial.MostFailed * Points.Count && P95 <= MostP95;

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Failed} of {Points.Count} requests failed (at most {SlotTrial.MostFailed:0 %}), p95 {P95:0} ms (at most {MostP95:0}){(Failure is null ? "" : $": {Failure}")}");
}
