using System.ComponentModel;
using System.Text.Json.Serialization;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>A line of a batch's answer: what became of the line of the same number.</summary>
[Description("What became of one line of a batch.")]
internal sealed record BatchLine(
    [property: Description("Number of the request's line, from 1; empty lines count.")] long Line,
    [property: Description("As of a request of its own: 201 decided, 400 faults in the line, 422 its key was used for another, 503 not recorded.")] int Status,
    [property: Description("The decision of a line that was decided."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DecisionResponse? Decision = null,
    [property: Description("Faults by field."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IDictionary<string, string[]>? Errors = null,
    [property: Description("What is wrong and what to do."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null);
