using CreditAI.Ledger.Decisions;
using CreditAI.ScoringApi.Champions;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>A decision that is not recorded yet, and who made it.</summary>
internal readonly record struct Decided(DecisionRecord Record, ActiveModel By);
