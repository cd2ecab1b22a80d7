using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Explanations;

/// <summary>What a recorded decision was decided by.</summary>
internal sealed record DecidedBy(Scorecard Scorecard, CutOffs CutOffs, ReasonBasis Basis);
