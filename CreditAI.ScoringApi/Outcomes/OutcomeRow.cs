using System.Text.Json;
using CreditAI.Ledger.Outcomes;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Requests;

namespace CreditAI.ScoringApi.Outcomes;

/// <summary>One outcome as sent: what can be recorded, or what is wrong with it.</summary>
internal sealed record OutcomeRow(Guid? DecisionId, NewOutcome? Outcome, FieldErrors Errors)
{
    private const int LongestSource = 200;

    // Clocks differ a little.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static OutcomeRow Read(JsonElement element, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        var fields = new RequestFields(element, errors);
        if (!fields.AreOf("decisionId", "outcome", "observedAt", "source"))
        {
            return new OutcomeRow(null, null, errors);
        }

        var decisionId = fields.RequiredId("decisionId");
        var outcome = OutcomeText.Find(fields.RequiredWord("outcome", "repaid", "defaulted"));
        var observedAt = fields.RequiredInstant("observedAt");
        var source = fields.OptionalText("source", LongestSource);
        if (observedAt > now + Tolerance)
        {
            errors.Add("observedAt", "must not lie in the future");
        }

        return new OutcomeRow(
            decisionId, errors.Any ? null : new NewOutcome(decisionId!.Value, outcome!.Value, observedAt!.Value, source), errors);
    }

    public static OutcomeRow Faulty(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return new OutcomeRow(null, null, errors);
    }
}
