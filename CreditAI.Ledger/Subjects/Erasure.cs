namespace CreditAI.Ledger.Subjects;

/// <summary>The proof that an applicant's data was erased.</summary>
/// <param name="Subject">Keyed hash of the applicant's id, lower-case hex: it can be reproduced only by who knows the id and holds the ledger's keys.</param>
/// <param name="Decisions">How many decisions lost their key.</param>
public sealed record Erasure(Guid Id, string Subject, long Decisions, DateTimeOffset ErasedAt, string ErasedBy, string Reason);
