using System.ComponentModel;
using CreditAI.Scoring.Reasons;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>A feature that cost the applicant points.</summary>
internal sealed record ReasonResponse(
    [property: Description("The feature's name.")] string Feature,
    [property: Description("The reason as an adverse action notice states it.")] string Text,
    [property: Description("Points lost on this feature against the most it can earn.")] double PointsLost,
    [property: Description("The range or level the applicant's value fell into.")] string Value)
{
    public static ReasonResponse From(Reason reason) => new(reason.Feature, reason.Text, reason.PointsLost, reason.Value);
}
