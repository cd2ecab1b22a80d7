using CreditAI.Ledger.Decisions;

namespace CreditAI.Tests.Ledger;

/// <summary>Decisions appended in one step, as tests do.</summary>
internal static class LedgerAppends
{
    public static Task<Appended> AppendAsync(this IDecisionLedger ledger, DecisionRecord decision) => ledger.AppendAsync(ledger.Seal(decision));

    public static Task<Appended[]> AppendAsync(this IDecisionLedger ledger, IReadOnlyList<DecisionRecord> decisions)
        => ledger.AppendAsync([.. decisions.Select(ledger.Seal)]);
}
