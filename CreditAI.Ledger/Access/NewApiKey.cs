namespace CreditAI.Ledger.Access;

/// <summary>What is told about an API key when it is created.</summary>
/// <param name="Name">Whose it is or what for; 1 to 128 characters.</param>
/// <param name="Scopes">At least one.</param>
/// <param name="ExpiresAt">In the future; null for never.</param>
/// <param name="RequestsPerMinute">At least 1; null for what the service is configured to give.</param>
/// <param name="CreatedBy">Who creates it.</param>
public sealed record NewApiKey(string Name, Scope Scopes, DateTimeOffset? ExpiresAt, int? RequestsPerMinute, string CreatedBy);
