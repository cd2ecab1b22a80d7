using System.ComponentModel;

namespace CreditAI.ScoringApi.Audit;

/// <summary>Part of the audit log.</summary>
[Description("Administrative acts, newest first.")]
internal sealed record AuditPage(
    [property: Description("The acts.")] IReadOnlyList<AuditEntryResponse> Entries,
    [property: Description("Send it as cursor for the next page; null when this is the last.")] string? Next);
