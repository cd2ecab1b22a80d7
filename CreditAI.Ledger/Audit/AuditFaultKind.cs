namespace CreditAI.Ledger.Audit;

/// <summary>What is wrong with an entry of the audit log.</summary>
public enum AuditFaultKind
{
    /// <summary>Its content is not what its hash was made of: edited, or moved here from another number.</summary>
    Edited,

    /// <summary>It was rewritten together with its hash, which the entry after it, the head or a checkpoint gives otherwise.</summary>
    Rewritten,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It stands where no entry was recorded.</summary>
    Inserted,
}
