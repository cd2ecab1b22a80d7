using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Decisions;

namespace CreditAI.Tests.Ledger;

internal static class SampleDecision
{
    public static DecisionRecord Create(
        string applicationId, DateTimeOffset? at = null, Decision decision = Decision.Approve, string? group = "a", int modelVersion = 1)
    {
        var decidedAt = at ?? TimeProvider.System.GetUtcNow();
        return new DecisionRecord(
            Guid.CreateVersion7(decidedAt), applicationId, modelVersion, [0, 2, 0, 3], """{"income":1234.5,"purpose":"car"}""", 0.125, 612.5, 613,
            decision, "[]", TimeSpan.FromMicroseconds(150), decidedAt, group is null ? null : $$"""{"sex":"{{group}}"}""");
    }
}
