namespace CreditAI.ScoringApi.Champions;

/// <summary>Who decides and who is only asked, as of one request.</summary>
internal sealed record Contest(ActiveModel Champion, ActiveModel? Challenger);
