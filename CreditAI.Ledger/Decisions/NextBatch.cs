using System.Threading.Channels;

namespace CreditAI.Ledger.Decisions;

/// <summary>What a writer commits next. Of requests with the same idempotency key a batch takes one: the others follow in the next, and find its answer.</summary>
internal sealed class NextBatch(ChannelReader<Submission> queue, int most)
{
    private List<Submission> _held = [];

    /// <returns>False when nothing is left and nothing will come.</returns>
    public async ValueTask<bool> WaitAsync() => _held.Count > 0 || await queue.WaitToReadAsync(CancellationToken.None);

    /// <summary>May be empty: another writer may have been faster.</summary>
    public List<Submission> Take()
    {
        var (batch, count, keys) = (new List<Submission>(), 0, default(HashSet<string>));
        var held = _held;
        _held = [];
        foreach (var submission in held)
        {
            Add(submission);
        }

        while (count < most && queue.TryRead(out var submission))
        {
            Add(submission);
        }

        return batch;

        void Add(Submission submission)
        {
            if (!submission.HasKeys)
            {
                batch.Add(submission);
            }
            else if ((keys ??= new HashSet<string>(StringComparer.Ordinal)) is var seen && !submission.Keys().Any(seen.Contains))
            {
                seen.UnionWith(submission.Keys());
                batch.Add(submission);
            }
            else
            {
                _held.Add(submission);
                return;
            }

            count += submission.Decisions.Length;
        }
    }

    /// <returns>How many decisions were held back and are refused now.</returns>
    public int Refuse(Exception exception)
    {
        var count = _held.Sum(submission => submission.Decisions.Length);
        _held.ForEach(submission => submission.Refuse(exception));
        _held.Clear();
        return count;
    }
}
