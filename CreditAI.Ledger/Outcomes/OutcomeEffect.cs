namespace CreditAI.Ledger.Outcomes;

/// <summary>What became of an outcome that was sent.</summary>
public enum OutcomeEffect
{
    /// <summary>The decision's first.</summary>
    Recorded,

    /// <summary>Recorded, and counts from now on in place of one before it.</summary>
    Superseded,

    /// <summary>It is what counts already.</summary>
    Unchanged,

    /// <summary>The ledger has no such decision; nothing was recorded.</summary>
    UnknownDecision,
}
