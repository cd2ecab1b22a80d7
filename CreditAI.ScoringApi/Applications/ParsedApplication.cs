using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Applications;

/// <summary>An application as the scorecard and the ledger take it.</summary>
/// <param name="Features">JSON object of the raw inputs, in the order of the scorecard's slots.</param>
/// <param name="Protected">JSON object of attribute to group; null when the scorecard's schema names no attribute.</param>
internal sealed record ParsedApplication(string ApplicationId, FeatureVector Vector, string Features, string? Protected);
