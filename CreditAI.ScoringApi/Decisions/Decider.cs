using CreditAI.Ledger.Decisions;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Champions;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Scores an application, decides by the cut-offs and finds the reasons: all but the record.</summary>
internal sealed class Decider(TimeProvider time)
{
    /// <param name="application">What was asked.</param>
    /// <param name="contest">Who decides, and who is asked besides.</param>
    /// <param name="received">The time provider's timestamp when the request came in.</param>
    /// <param name="idempotency">Of the request, where it carried a key.</param>
    public Decided Decide(ParsedApplication application, Contest contest, long received, IdempotencyKey? idempotency)
    {
        var policy = contest.Policy?.Policy;
        var (by, input, other, otherInput) = (contest.Champion, application.Champion, contest.Challenger, application.Challenger);
        if (other is not null && Canary.Takes(application.ApplicationId, policy?.CanaryShare ?? 0))
        {
            (by, input, other, otherInput) = (other, otherInput!.Value, contest.Champion, application.Champion);
        }

        var scored = ScoredApplication.Of(by, input, policy);
        var record = new DecisionRecord
        {
            Application = new ApplicationContent(application.ApplicationId, application.ApplicantId, input.Values),
            ModelVersion = by.Model.Version,
            PolicyVersion = contest.Policy?.Version ?? 0,
            Bins = input.Vector.Bins.ToArray(),
            ProbabilityOfDefault = scored.Score.ProbabilityOfDefault,
            Points = scored.Score.Points,
            Score = scored.Score.DisplayPoints,
            Decision = scored.Decision,
            Reasons = scored.Reasons,
            Shadows = other is null ? [] : [ScoredApplication.Shadow(other, otherInput!.Value, policy)],
            Latency = time.GetElapsedTime(received),
            DecidedAt = time.GetUtcNow(),
            Protected = application.Protected,
            Idempotency = idempotency,
        };
        return new Decided(record, by);
    }
}
