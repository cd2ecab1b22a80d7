using System.ComponentModel;
using CreditAI.Scoring.Monitoring.Windows;

namespace CreditAI.ScoringApi.Fairness;

[Description("Fairness of the decisions of a time, with the outcomes that are known of them by now.")]
internal sealed record WindowResponse(
    [property: Description("Decided from then on, UTC.")] DateTimeOffset From,
    [property: Description("And before then.")] DateTimeOffset To,
    [property: Description("All decisions together.")] GroupResponse Everybody,
    [property: Description("By protected attribute.")] IReadOnlyList<AttributeResponse> Attributes)
{
    public static WindowResponse Of(WindowFairness window)
        => new(window.From, window.To, GroupResponse.From(window.Everybody), [.. window.Attributes.Select(AttributeResponse.From)]);
}
