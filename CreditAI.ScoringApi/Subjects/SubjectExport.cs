using System.ComponentModel;
using CreditAI.Ledger.Subjects;

namespace CreditAI.ScoringApi.Subjects;

[Description("What the ledger holds on an applicant.")]
internal sealed record SubjectExport(
    [property: Description("Newest first.")] IReadOnlyList<SubjectDecision> Decisions,
    [property: Description("Proofs of erasures of this applicant's data, newest first.")] IReadOnlyList<Erasure> Erasures,
    [property: Description("Send it as cursor for the next page; null when this is the last.")] string? Next);
