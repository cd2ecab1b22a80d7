namespace CreditAI.Ledger.Decisions;

/// <summary>One decision, as most callers send them.</summary>
internal sealed class SingleSubmission(SealedDecision decision) : Submission([decision])
{
    private readonly TaskCompletionSource<Appended> _answered = new();

    public Task<Appended> Answered => _answered.Task;

    protected override void Complete(ArraySegment<Appended> answers) => _answered.SetResult(answers[0]);

    protected override void Fail(Exception exception) => _answered.SetException(exception);
}
