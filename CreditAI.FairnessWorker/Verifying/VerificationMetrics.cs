using System.Diagnostics.Metrics;

namespace CreditAI.FairnessWorker.Verifying;

internal sealed class VerificationMetrics
{
    private readonly Counter<long> _decisions;
    private volatile Verified? _last;

    public VerificationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("CreditAI.FairnessWorker.Verification");
        _decisions = meter.CreateCounter<long>("creditai.verification.decisions", "{decision}", "Decisions that this replica has hashed again.");
        meter.CreateObservableGauge("creditai.verification.faults", () => Observe(last => (double)last.Faults), "{fault}", "Rows of ledger and audit log that are not as they were written.");
        meter.CreateObservableGauge("creditai.verification.last", () => Observe(last => last.At.ToUnixTimeMilliseconds() / 1000.0), "s", "When this replica has last verified the ledger, in Unix time.");
    }

    public void Ended(long decisions, int faults, DateTimeOffset at)
    {
        _decisions.Add(decisions);
        _last = new Verified(faults, at);
    }

    /// <summary>The gauges are absent from then on.</summary>
    public void Forget() => _last = null;

    private IEnumerable<Measurement<double>> Observe(Func<Verified, double> value) => _last is { } last ? [new Measurement<double>(value(last))] : [];

    private sealed record Verified(int Faults, DateTimeOffset At);
}
