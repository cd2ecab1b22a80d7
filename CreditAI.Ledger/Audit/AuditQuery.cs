namespace CreditAI.Ledger.Audit;

/// <summary>Which entries of the audit log are wanted.</summary>
/// <param name="Before">Only entries with a lower number: the last one of the page before.</param>
/// <param name="Action">Only this action.</param>
/// <param name="From">At this instant or later.</param>
/// <param name="To">Before this instant.</param>
public sealed record AuditQuery(long? Before = null, string? Action = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
