using System.ComponentModel;
using CreditAI.Ledger.Outcomes;

namespace CreditAI.ScoringApi.Outcomes;

[Description("An outcome of the record.")]
internal sealed record OutcomeResponse(
    [property: Description("repaid or defaulted.")] string Outcome,
    [property: Description("UTC.")] DateTimeOffset ObservedAt,
    [property: Description("Where it is from.")] string? Source,
    [property: Description("Who sent it.")] string RecordedBy,
    [property: Description("UTC.")] DateTimeOffset RecordedAt)
{
    public static OutcomeResponse From(RecordedOutcome outcome) => new(
        outcome.Outcome.ToText(), outcome.ObservedAt, outcome.Source, outcome.RecordedBy, outcome.RecordedAt);
}
