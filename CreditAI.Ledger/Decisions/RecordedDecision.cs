namespace CreditAI.Ledger.Decisions;

/// <summary>A decision read from the ledger; protected attributes are never part of it.</summary>
public sealed record RecordedDecision(
    Guid Id,
    string ApplicationId,
    int ModelVersion,
    string Features,
    double ProbabilityOfDefault,
    double Points,
    string Decision,
    string Reasons,
    DateTimeOffset DecidedAt);
