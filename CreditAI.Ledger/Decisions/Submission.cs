namespace CreditAI.Ledger.Decisions;

/// <summary>Decisions that one caller waits for.</summary>
internal sealed class Submission(SealedDecision[] decisions) : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource<Appended[]> _answered = new();
    private Appended[]? _answers;
    private Exception? _refusal;

    public SealedDecision[] Decisions { get; } = decisions;

    public Task<Appended[]> Answered => _answered.Task;

    /// <summary>The idempotency keys of its decisions, as text.</summary>
    public IEnumerable<string> Keys()
        => Decisions.Where(decision => decision.Record.Idempotency is not null).Select(decision => Convert.ToHexString(decision.Record.Idempotency!.Key));

    public void Answer(Appended[] answers)
    {
        _answers = answers;
        Hand();
    }

    public void Refuse(Exception exception)
    {
        _refusal = exception;
        Hand();
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_refusal is not null)
        {
            _answered.TrySetException(_refusal);
        }
        else
        {
            _answered.TrySetResult(_answers!);
        }
    }

    // Behind what waits already: the pool takes what a thread queues for itself last in, first out, and those who wait longest would wait on.
    private void Hand() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
}
