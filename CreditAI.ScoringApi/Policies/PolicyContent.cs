using System.ComponentModel;

namespace CreditAI.ScoringApi.Policies;

/// <summary>The policy's document as the description has it; it is read and written by <see cref="CreditAI.Scoring.Policies.Policy"/>.</summary>
[Description("What is decided by besides the scorecard.")]
internal sealed record PolicyContent(
    [property: Description("Null: those that the deciding model version was published with.")] CutOffsContent? CutOffs,
    [property: Description("What reasons are counted against: best or mean. Null: as the model version was published.")] string? ReasonMethod,
    [property: Description("Share of applications that the challenger decides, 0 to 1.")] double CanaryShare,
    [property: Description("What counts as a finding.")] FairnessContent Fairness,
    [property: Description("What is done about one; the defaults where it is left out.")] ActionsContent? Actions,
    [property: Description("What a model version must show before it becomes champion; the defaults where it is left out.")] PromotionContent? Promotion,
    [property: Description("How long decisions are kept, in months; at least 25 (12 CFR 1002.12(b)).")] int RetentionMonths,
    [property: Description("Null: notices cannot be made.")] NoticeContent? Notice);
