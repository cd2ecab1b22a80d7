using System.ComponentModel;
using CreditAI.Scoring.Monitoring.Windows;

namespace CreditAI.ScoringApi.Fairness;

[Description("What a time measures by one protected attribute, or by an intersection of two.")]
internal sealed record AttributeResponse(
    [property: Description("The attribute; of an intersection both names, joined by ' × '.")] string Attribute,
    [property: Description("The group that adverse impact is measured against; null where no two groups can be compared.")] string? Reference,
    [property: Description("Every group.")] IReadOnlyList<GroupResponse> Groups,
    [property: Description("Between the groups that have decisions enough.")] IReadOnlyList<MeasureResponse> Measures)
{
    public static AttributeResponse From(AttributeWindow attribute) => new(
        attribute.Attribute, attribute.Reference, [.. attribute.Groups.Select(GroupResponse.From)], [.. attribute.Measures.Select(MeasureResponse.From)]);
}
