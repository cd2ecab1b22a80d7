namespace CreditAI.ScoringApi.Security;

/// <summary>What came of checking a token: a caller, or what is wrong with it, or neither when the issuer cannot be asked.</summary>
internal readonly record struct BearerCheck(Caller? Caller, string? Fault);
