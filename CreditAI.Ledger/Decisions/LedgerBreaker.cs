using CreditAI.Ledger.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CreditAI.Ledger.Decisions;

/// <summary>
/// Whether decisions are refused at once, since PostgreSQL does not answer: open from the start or a failure until a writer reaches the
/// database again, and while all writers hang in a commit. Thread-safe.
/// </summary>
internal sealed class LedgerBreaker(TimeProvider time, IOptions<LedgerOptions> options, ILogger<LedgerBreaker> logger)
{
    // By writer, when its commit began; 0 while it has none.
    private readonly long[] _commits = new long[options.Value.Writers];
    private volatile bool _open = true;
    private volatile bool _failed;

    public bool Refuses => _open || Hangs();

    public LedgerUnavailableException Refusal(Exception? cause = null) => Refusal("PostgreSQL does not answer.", cause);

    public LedgerUnavailableException Refusal(string message, Exception? cause = null)
        => new(message, TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(options.Value.BreakFor.TotalSeconds))), cause);

    public void Open() => (_failed, _open) = (true, true);

    public void Close()
    {
        _open = false;
        if (_failed)
        {
            _failed = false;
            LedgerLog.Recovered(logger);
        }
    }

    public void CommitBegins(int writer) => Volatile.Write(ref _commits[writer], time.GetTimestamp());

    public void CommitEnds(int writer) => Volatile.Write(ref _commits[writer], 0);

    private bool Hangs()
    {
        for (var writer = 0; writer < _commits.Length; writer++)
        {
            var began = Volatile.Read(ref _commits[writer]);
            if (began == 0 || time.GetElapsedTime(began) < options.Value.BreakAfter)
            {
                return false;
            }
        }

        return true;
    }
}
