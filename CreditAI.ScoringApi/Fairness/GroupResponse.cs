using System.ComponentModel;
using CreditAI.Scoring.Monitoring.Windows;

namespace CreditAI.ScoringApi.Fairness;

[Description("What a time measures of one group.")]
internal sealed record GroupResponse(
    [property: Description("The group; empty for everybody, (missing) for those who did not say.")] string Group,
    [property: Description("Decisions.")] long N,
    [property: Description("Approved of them.")] long Approved,
    [property: Description("Decisions whose outcome is known by now.")] long Known,
    [property: Description("Rates, by name.")] IReadOnlyList<MeasureResponse> Measures)
{
    public static GroupResponse From(GroupWindow group)
        => new(group.Group, group.N, group.Approved, group.Known, [.. group.Measures.Select(MeasureResponse.From)]);
}
