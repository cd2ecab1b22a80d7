using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Reasons;

namespace CreditAI.Tests.Ledger;

internal static class SampleDecision
{
    public static DecisionRecord Create(
        string applicationId, DateTimeOffset? at = null, Decision decision = Decision.Approve, string? group = "a", int modelVersion = 1,
        string? applicantId = null, IdempotencyKey? key = null, string? said = null, double probability = 0.125)
    {
        return new DecisionRecord
        {
            Application = new ApplicationContent(applicationId, applicantId, [FeatureValue.Of(1234.5), FeatureValue.Of("car"), default]),
            ModelVersion = modelVersion,
            PolicyVersion = 3,
            Bins = [2, 300, 0],
            ProbabilityOfDefault = probability,
            Points = 612.5,
            Score = 613,
            Decision = decision,
            Reasons = [new PointsLost(1, 300, 20.25), new PointsLost(0, 2, 0.5)],
            Shadows = [new ShadowDecision(7, Decision.Decline, 499.75)],
            Latency = TimeSpan.FromMicroseconds(150),
            DecidedAt = at ?? TimeProvider.System.GetUtcNow(),
            Protected = said ?? (group is null ? null : $$"""{"sex":"{{group}}"}"""),
            Idempotency = key,
        };
    }
}
