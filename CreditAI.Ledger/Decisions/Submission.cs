namespace CreditAI.Ledger.Decisions;

/// <summary>Decisions that one caller waits for.</summary>
internal sealed class Submission(SealedDecision[] decisions) : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource<Appended[]> _answered = new();
    private object? _outcome; // The answers, or the exception.

    public SealedDecision[] Decisions { get; } = decisions;

    public Task<Appended[]> Answered => _answered.Task;

    /// <summary>The idempotency keys of its decisions, as text.</summary>
    public IEnumerable<string> Keys()
        => Decisions.Where(decision => decision.Record.Idempotency is not null).Select(decision => Convert.ToHexString(decision.Record.Idempotency!.Key));

    public void Answer(Appended[] answers) => Hand(answers);

    /// <summary>Without effect on what was answered: it is committed.</summary>
    public void Refuse(Exception exception) => Hand(exception);

    void IThreadPoolWorkItem.Execute()
    {
        if (_outcome is Exception refusal)
        {
            _answered.SetException(refusal);
        }
        else
        {
            _answered.SetResult((Appended[])_outcome!);
        }
    }

    // Behind what waits already: the pool takes what a thread queues for itself last in, first out, and those who wait longest would wait on.
    private void Hand(object outcome)
    {
        if (Interlocked.CompareExchange(ref _outcome, outcome, null) is null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
