namespace CreditAI.Ledger.Decisions;

/// <summary>
/// What a writer commits next: single decisions first, and behind them of streams' lists what does not hold them up. Of requests with the same
/// idempotency key a batch takes one: the others follow in the next, and find its answer.
/// </summary>
internal sealed class NextBatch(SubmissionQueue queue, int most)
{
    // Decisions of lists beside single ones: a commit that these, and those that come meanwhile, do not wait long for.
    private const int MostBesideSingles = 1024;

    private bool _hadSingles;
    private List<Submission> _held = [];

    /// <returns>False when nothing is left and nothing will come.</returns>
    public async ValueTask<bool> WaitAsync() => _held.Count > 0 || await queue.WaitAsync();

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

        var hasSingles = false;
        while (count < most && queue.TryTakeSingle(out var single))
        {
            hasSingles = true;
            Add(single);
        }

        // Counted from here: however many single decisions come, a list comes with them.
        var end = hasSingles || _hadSingles ? count + Math.Min(most, MostBesideSingles) : most;
        while (count < end && queue.TryTakeList(out var list))
        {
            Add(list);
        }

        _hadSingles = hasSingles;
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
