using CreditAI.Ledger.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CreditAI.Ledger.Decisions;

/// <summary>
/// Whether decisions are refused at once, since PostgreSQL does not answer: open from the start or a failure until a writer reaches the
/// database again, and while every writer hangs in a commit or has no connection to commit on. Thread-safe.
/// </summary>
internal sealed class LedgerBreaker(TimeProvider time, IOptions<LedgerOptions> options, ILogger<LedgerBreaker> logger)
{
    private const long NotReady = 0;
    private const long Idle = -1;

    // By writer, when its commit began, or one of the above.
    private readonly long[] _writers = new long[options.Value.Writers];
    private volatile bool _open = true;
    private volatile bool _failed;

    public bool Refuses => _open || Hangs();

    public LedgerUnavailableException Refusal(Exception? cause = null) => Refusal("PostgreSQL does not answer.", cause);

    public LedgerUnavailableException Refusal(string message, Exception? cause = null)
        => new(message, TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(options.Value.BreakFor.TotalSeconds))), cause);

    public void Open() => (_failed, _open) = (true, true);

    /// <summary>A writer has lost its connection, and looks for another.</summary>
    public void Lose(int writer) => Volatile.Write(ref _writers[writer], NotReady);

    /// <summary>A writer can commit.</summary>
    public void Close(int writer)
    {
        Volatile.Write(ref _writers[writer], Idle);
        _open = false;
        if (_failed)
        {
            _failed = false;
            LedgerLog.Recovered(logger);
        }
    }

    public void CommitBegins(int writer) => Volatile.Write(ref _writers[writer], time.GetTimestamp());

    public void CommitEnds(int writer) => Volatile.Write(ref _writers[writer], Idle);

    private bool Hangs()
    {
        for (var writer = 0; writer < _writers.Length; writer++)
        {
            var began = Volatile.Read(ref _writers[writer]);
            if (began == Idle || (began != NotReady && time.GetElapsedTime(began) < options.Value.BreakAfter))
            {
                return false;
            }
        }

        return true;
    }
}
