namespace CreditAI.Ledger.Decisions;

/// <summary>Decisions that one caller waits for.</summary>
internal sealed class Submission(SealedDecision[] decisions)
{
    private readonly TaskCompletionSource<Appended[]> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SealedDecision[] Decisions { get; } = decisions;

    public Task<Appended[]> Answered => _answered.Task;

    /// <summary>The idempotency keys of its decisions, as text.</summary>
    public IEnumerable<string> Keys()
        => Decisions.Where(decision => decision.Record.Idempotency is not null).Select(decision => Convert.ToHexString(decision.Record.Idempotency!.Key));

    public void Answer(Appended[] answers) => _answered.TrySetResult(answers);

    public void Refuse(Exception exception) => _answered.TrySetException(exception);
}
