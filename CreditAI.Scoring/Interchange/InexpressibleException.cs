namespace CreditAI.Scoring.Interchange;

/// <summary>A scorecard holds something that the format asked for has no way to say; the message names what and where.</summary>
public sealed class InexpressibleException(string message) : Exception(message);
