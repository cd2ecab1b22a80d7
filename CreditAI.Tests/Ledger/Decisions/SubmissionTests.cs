using CreditAI.Ledger.Decisions;

namespace CreditAI.Tests.Ledger.Decisions;

public sealed class SubmissionTests
{
    [Fact]
    public async Task Refuse_OfWhatWasAnswered_LeavesTheAnswer()
    {
        for (var time = 0; time < 1_000; time++)
        {
            var submission = new ListSubmission([]);
            Appended[] answers = [new(Guid.CreateVersion7(), AppendOutcome.Committed)];

            submission.Answer(answers);
            submission.Refuse(new InvalidOperationException("too late"));

            Assert.Equal(answers, await submission.Answered);
        }
    }
}
