using CreditAI.Scoring.Reasons;

namespace CreditAI.Scoring.Notices;

/// <summary>What a notice is about.</summary>
/// <param name="ApplicationId">The lender's; null when it is not known any more.</param>
/// <param name="DecidedAt">UTC.</param>
/// <param name="Bins">The application's bins by slot.</param>
/// <param name="Basis">What points lost are counted against, for key factors.</param>
/// <param name="Reasons">Most important first.</param>
/// <param name="BureauScore">The value of the feature that is one; null when it was missing or there is none.</param>
/// <param name="ScoreDate">When the agency made the score; null: the day of the decision.</param>
/// <param name="KeyFactors">The agency's own key factors of its score, most important first; empty: the features from its report that lost points.</param>
public sealed record DeclinedApplication(
    string? ApplicationId,
    DateTimeOffset DecidedAt,
    IReadOnlyList<ushort> Bins,
    ReasonBasis Basis,
    IReadOnlyList<PrincipalReason> Reasons,
    double? BureauScore = null,
    DateOnly? ScoreDate = null,
    IReadOnlyList<string>? KeyFactors = null);
