using System.ComponentModel;
using System.Text.Json.Serialization;

namespace CreditAI.ScoringApi.Outcomes;

[Description("What became of an outcome that was sent.")]
internal sealed record OutcomeResult(
    [property: Description("Its place among those sent, from 0.")] int Index,
    [property: Description("The decision's id where one was read.")] Guid? DecisionId,
    [property: Description("201 recorded, 200 nothing to do, 400 not valid, 404 no such decision, 503 try again.")] int Status,
    [property: Description("recorded; superseded: recorded, and counts in place of one before it; unchanged: counts already; refused.")] string Result,
    [property: Description("What is wrong, by field; absent unless refused.")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IDictionary<string, string[]>? Errors);
