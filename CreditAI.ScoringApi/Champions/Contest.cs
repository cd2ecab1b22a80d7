using CreditAI.Ledger.Policies;

namespace CreditAI.ScoringApi.Champions;

/// <summary>The models and the policy of one request.</summary>
/// <param name="Champion">Decides, but for the canary's share.</param>
/// <param name="Challenger">Decides the canary's share, and is only asked of the rest.</param>
/// <param name="Policy">Null until it was read once: the model version's own cut-offs then decide.</param>
internal sealed record Contest(ActiveModel Champion, ActiveModel? Challenger, PolicyVersion? Policy);
