using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace CreditAI.Ledger.Decisions;

/// <summary>What waits for a commit: single decisions, which somebody waits for, apart from the lists of streams. Thread-safe.</summary>
internal sealed class SubmissionQueue
{
    // A list is here too, so that whoever waits for a decision sees that one has come; it is taken from the lists.
    private readonly Channel<Submission> _arrivals = Channel.CreateUnbounded<Submission>();
    private readonly Queue<Submission> _lists = new(); // Locked by itself, with the end of the arrivals.

    private bool HasLists
    {
        get
        {
            lock (_lists)
            {
                return _lists.Count > 0;
            }
        }
    }

    /// <returns>False once nothing more is taken.</returns>
    public bool TryAdd(Submission submission)
    {
        if (submission is not ListSubmission)
        {
            return _arrivals.Writer.TryWrite(submission);
        }

        lock (_lists)
        {
            if (!_arrivals.Writer.TryWrite(submission))
            {
                return false;
            }

            _lists.Enqueue(submission);
            return true;
        }
    }

    /// <summary>Takes nothing more. What waits can still be had.</summary>
    public void Complete()
    {
        lock (_lists)
        {
            _arrivals.Writer.TryComplete();
        }
    }

    /// <returns>False when nothing is left and nothing will come.</returns>
    public async ValueTask<bool> WaitAsync() => HasLists || await _arrivals.Reader.WaitToReadAsync(CancellationToken.None) || HasLists;

    public bool TryTakeSingle([NotNullWhen(true)] out Submission? submission)
    {
        while (_arrivals.Reader.TryRead(out submission))
        {
            if (submission is not ListSubmission)
            {
                return true;
            }
        }

        return false;
    }

    public bool TryTakeList([NotNullWhen(true)] out Submission? submission)
    {
        lock (_lists)
        {
            return _lists.TryDequeue(out submission);
        }
    }
}
