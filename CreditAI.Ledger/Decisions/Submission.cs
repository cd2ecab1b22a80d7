namespace CreditAI.Ledger.Decisions;

/// <summary>Decisions that one caller waits for.</summary>
internal abstract class Submission(SealedDecision[] decisions) : IThreadPoolWorkItem
{
    private ArraySegment<Appended> _answers;
    private Exception? _refusal;
    private int _isHanded;

    public SealedDecision[] Decisions { get; } = decisions;

    public bool HasKeys { get; } = Array.Exists(decisions, decision => decision.Idempotency is not null);

    /// <summary>The idempotency keys of its decisions, as text.</summary>
    public IEnumerable<string> Keys()
        => Decisions.Where(decision => decision.Idempotency is not null).Select(decision => Convert.ToHexString(decision.Idempotency!.Key));

    /// <param name="answers">By the index of its decisions; kept.</param>
    public void Answer(ArraySegment<Appended> answers) => Hand(answers, null);

    /// <summary>Without effect on what was answered: it is committed.</summary>
    public void Refuse(Exception exception) => Hand(default, exception);

    void IThreadPoolWorkItem.Execute()
    {
        if (_refusal is not null)
        {
            Fail(_refusal);
        }
        else
        {
            Complete(_answers);
        }
    }

    protected abstract void Complete(ArraySegment<Appended> answers);

    protected abstract void Fail(Exception exception);

    // Behind what waits already: the pool takes what a thread queues for itself last in, first out, and those who wait longest would wait on.
    private void Hand(ArraySegment<Appended> answers, Exception? refusal)
    {
        if (Interlocked.Exchange(ref _isHanded, 1) == 0)
        {
            (_answers, _refusal) = (answers, refusal);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
