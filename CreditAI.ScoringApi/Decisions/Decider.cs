using CreditAI.Ledger.Decisions;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Champions;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Scores an application, decides by the model version's cut-offs and finds the reasons: all but the record.</summary>
internal sealed class Decider(TimeProvider time)
{
    /// <param name="application">What was asked.</param>
    /// <param name="models">Who decides, and who is asked besides.</param>
    /// <param name="received">The time provider's timestamp when the request came in.</param>
    /// <param name="idempotency">Of the request, where it carried a key.</param>
    public DecisionRecord Decide(ParsedApplication application, Contest models, long received, IdempotencyKey? idempotency)
    {
        var champion = ScoredApplication.Of(models.Champion, application.Champion);

        // PostgreSQL keeps microseconds; what is answered now is what is read back later.
        var now = time.GetUtcNow();
        return new DecisionRecord
        {
            Application = new ApplicationContent(application.ApplicationId, application.ApplicantId, application.Champion.Values),
            ModelVersion = models.Champion.Model.Version,
            Bins = application.Champion.Vector.Bins.ToArray(),
            ProbabilityOfDefault = champion.Score.ProbabilityOfDefault,
            Points = champion.Score.Points,
            Score = champion.Score.DisplayPoints,
            Decision = champion.Decision,
            Reasons = champion.Reasons,
            Shadows = models.Challenger is { } challenger ? [ScoredApplication.Shadow(challenger, application.Challenger!.Value)] : [],
            Latency = time.GetElapsedTime(received),
            DecidedAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)),
            Protected = application.Protected,
            Idempotency = idempotency,
        };
    }
}
