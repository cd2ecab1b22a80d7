namespace CreditAI.Ledger.Decisions;

/// <summary>Several decisions that are committed together.</summary>
internal sealed class ListSubmission(SealedDecision[] decisions) : Submission(decisions)
{
    private readonly TaskCompletionSource<Appended[]> _answered = new();

    public Task<Appended[]> Answered => _answered.Task;

    protected override void Complete(ArraySegment<Appended> answers) => _answered.SetResult([.. answers]);

    protected override void Fail(Exception exception) => _answered.SetException(exception);
}
