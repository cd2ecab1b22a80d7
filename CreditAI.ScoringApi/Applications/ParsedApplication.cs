namespace CreditAI.ScoringApi.Applications;

/// <summary>An application as the models and the ledger take it.</summary>
/// <param name="ApplicationId">As sent.</param>
/// <param name="ApplicantId">As sent; null where none was.</param>
/// <param name="Champion">As the champion takes it: its schema is the request's signature.</param>
/// <param name="Challenger">As the challenger takes it, where there is one; what it knows and the request lacks is missing.</param>
/// <param name="Protected">JSON object of attribute to group; null when the champion's schema names no attribute.</param>
internal sealed record ParsedApplication(
    string ApplicationId, string? ApplicantId, ModelInput Champion, ModelInput? Challenger, string? Protected);
