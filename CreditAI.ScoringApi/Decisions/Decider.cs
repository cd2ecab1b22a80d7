using System.Buffers.Binary;
using System.Text.Json;
using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Reasons;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Champions;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Scores an application, decides by the model version's cut-offs, finds the reasons, and records all of it.</summary>
internal sealed class Decider(IDecisionLedger ledger, DecisionMetrics metrics, TimeProvider time)
{
    /// <param name="application">What was asked.</param>
    /// <param name="champion">Who decides.</param>
    /// <param name="received">The time provider's timestamp when the request came in.</param>
    /// <returns>The decision, once it is committed.</returns>
    /// <exception cref="LedgerUnavailableException">It could not be recorded, so there is none.</exception>
    public async Task<DecisionResponse> DecideAsync(ParsedApplication application, Champion champion, long received)
    {
        var score = champion.Scorecard.Score(application.Vector);
        ReasonResponse[] reasons = [.. champion.Scorecard.Reasons(application.Vector.Bins, champion.Model.ReasonBasis).Select(ReasonResponse.From)];

        // PostgreSQL keeps microseconds; what is answered now is what is read back later.
        var now = time.GetUtcNow();
        var decidedAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var decision = new DecisionRecord(
            Guid.CreateVersion7(decidedAt), application.ApplicationId, champion.Model.Version, Encode(application.Vector.Bins), application.Features,
            score.ProbabilityOfDefault, score.Points, score.DisplayPoints, champion.CutOffs.Decide(score.Points),
            JsonSerializer.Serialize(reasons, JsonSerializerOptions.Web), time.GetElapsedTime(received), decidedAt, application.Protected);
        await ledger.AppendAsync(decision);
        metrics.Decided(decision, time.GetElapsedTime(received));
        return DecisionResponse.From(decision, reasons, champion);
    }

    private static byte[] Encode(ReadOnlySpan<ushort> bins)
    {
        var bytes = new byte[2 * bins.Length];
        for (var slot = 0; slot < bins.Length; slot++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * slot), bins[slot]);
        }

        return bytes;
    }
}
