using System.ComponentModel;

namespace CreditAI.ScoringApi.Notices;

[Description("A principal reason.")]
internal sealed record NoticeReason(
    [property: Description("As the notice states it.")] string Text,
    [property: Description("The feature that was scored; null for a reason that a reviewer stated.")] string? Feature);
