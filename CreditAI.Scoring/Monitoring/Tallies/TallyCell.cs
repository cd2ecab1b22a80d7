using CreditAI.Scoring.Decisions;

namespace CreditAI.Scoring.Monitoring.Tallies;

/// <summary>What a count is of.</summary>
public readonly record struct TallyCell(Decision Decision, OutcomeState Outcome);
