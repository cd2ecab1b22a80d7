namespace CreditAI.Backups.Objects;

/// <summary>What the object store held at a time.</summary>
public sealed record ObjectSnapshot(DateTimeOffset TakenAt, IReadOnlyList<CopiedObject> Objects);
