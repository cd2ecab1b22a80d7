using System.ComponentModel;
using CreditAI.Ledger.Registry;

namespace CreditAI.ScoringApi.Models;

[Description("An alias that was moved.")]
internal sealed record PromotionResponse(
    [property: Description("Which.")] string Alias,
    [property: Description("The version it pointed at before; null where at none.")] int? From,
    [property: Description("The one it points at.")] int To,
    [property: Description("Who.")] string By,
    [property: Description("Why.")] string Reason,
    [property: Description("UTC.")] DateTimeOffset At,
    [property: Description("The evaluation it rests on; null where it rests on none.")] Guid? Evaluation,
    [property: Description("Why it was promoted without what the policy asks for; null where that was there.")] string? Override)
{
    public static PromotionResponse Of(Promotion promotion) => new(
        promotion.Alias, promotion.FromVersion, promotion.ToVersion, promotion.PromotedBy, promotion.Reason, promotion.PromotedAt, promotion.Evaluation,
        promotion.Override);
}
