using System.ComponentModel;

namespace CreditAI.ScoringApi.Policies;

[Description("Cut-offs in points.")]
internal sealed record CutOffsContent(
    [property: Description("Approved at or above.")] double ApproveAt,
    [property: Description("Declined below; referred between the two.")] double DeclineBelow);
