namespace CreditAI.Ledger.Decisions;

public enum AppendOutcome
{
    /// <summary>It is in the ledger.</summary>
    Committed,

    /// <summary>The same request was answered before; nothing was written.</summary>
    Replayed,

    /// <summary>The key was used for another request; nothing was written.</summary>
    KeyReused,
}
