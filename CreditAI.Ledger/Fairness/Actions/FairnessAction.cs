namespace CreditAI.Ledger.Fairness.Actions;

/// <summary>What was done about a finding: at most once of each kind, and never again after it was undone.</summary>
/// <param name="UndoneBy">Null while it stands.</param>
public sealed record FairnessAction(
    Guid Id, Guid FindingId, ActionKind Kind, ActionState State, ActionDetail Detail, DateTimeOffset TakenAt, DateTimeOffset? UndoneAt,
    string? UndoneBy, string? UndoReason);
