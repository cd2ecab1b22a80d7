namespace CreditAI.Ledger.Verification;

public enum LedgerFaultKind
{
    /// <summary>A row is there and says something else than what was hashed.</summary>
    Edited,

    /// <summary>A row or a batch is gone.</summary>
    Removed,

    /// <summary>A row stands at another place than it was written at.</summary>
    Reordered,

    /// <summary>A row is there that no batch wrote.</summary>
    Inserted,

    /// <summary>Protected attributes are not those that were written.</summary>
    ProtectedEdited,

    /// <summary>A chain does not end, or a checkpoint does not say, what the batches do.</summary>
    HeadMismatch,

    /// <summary>A checkpoint is missing, altered, or not signed by the ledger's key.</summary>
    CheckpointInvalid,
}
