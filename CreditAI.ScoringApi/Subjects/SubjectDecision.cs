using System.ComponentModel;
using CreditAI.ScoringApi.Decisions;

namespace CreditAI.ScoringApi.Subjects;

[Description("A decision with what was said of the applicant.")]
internal sealed record SubjectDecision(
    [property: Description("As it was answered.")] DecisionResponse Decision,
    [property: Description("The features as sent, by name: a number, a text, or null.")] IReadOnlyDictionary<string, object?> Features);
