using CreditAI.Ledger.Fairness.Actions;
using CreditAI.Ledger.Fairness.Findings;

namespace CreditAI.Ledger.Fairness.Alerts;

/// <summary>Something that a target is to be told.</summary>
/// <param name="Event">One of <see cref="AlertEvent"/>, or the kind of action that was taken about the finding.</param>
/// <param name="Finding">As it is now.</param>
/// <param name="Action">Null where none is told of.</param>
/// <param name="Attempts">How often it was tried, this time included.</param>
/// <param name="CreatedAt">Since when it is due.</param>
public sealed record Alert(
    long Id, string Event, string Target, Finding Finding, FairnessAction? Action, int Attempts, DateTimeOffset CreatedAt)
{
    /// <summary>The same for every attempt, so that a target that was reached once without our knowing can tell.</summary>
    public string Key => $"{Finding.Id}:{Event}";
}
