namespace CreditAI.Scoring.Mitigation;

/// <summary>A decision by a protected attribute that the policy does not allow.</summary>
public sealed class ProtectedAttributeRefusedException(string message) : InvalidOperationException(message);
