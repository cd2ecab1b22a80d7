using System.Text.Json;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Benchmarks.Load.Peers;

/// <summary>A decision as <see cref="InsertServer"/> answers and inserts it.</summary>
internal sealed record InsertedDecision(
    Guid Id, string ApplicationId, string Decision, double Points, double ProbabilityOfDefault, IReadOnlyList<Reason> Reasons, DateTimeOffset DecidedAt)
{
    public static InsertedDecision Of(InsertedApplication application, Scorecard card, CutOffs cutOffs, DateTimeOffset now)
    {
        var vector = card.NewVector();
        for (var slot = 0; slot < card.Terms.Count; slot++)
        {
            var value = application.Features[card.Terms[slot].Feature.Name];
            switch (value.ValueKind)
            {
                case JsonValueKind.Number:
                    vector.SetNumber(slot, value.GetDouble());
                    break;
                case JsonValueKind.String:
                    vector.SetLevel(slot, value.GetString());
                    break;
                default:
                    vector.SetMissing(slot);
                    break;
            }
        }

        var score = card.Score(vector);
        return new InsertedDecision(
            Guid.CreateVersion7(now), application.ApplicationId, cutOffs.Decide(score.Points).ToString(), score.Points, score.ProbabilityOfDefault,
            card.Reasons(vector.Bins), now);
    }
}
