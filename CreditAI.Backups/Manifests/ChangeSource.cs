namespace CreditAI.Backups.Manifests;

/// <summary>How the changed pages were found.</summary>
public enum ChangeSource
{
    /// <summary>Every page was read and kept.</summary>
    None,

    /// <summary>The server's summaries of its WAL (PostgreSQL 17 and later).</summary>
    WalSummaries,

    /// <summary>The LSN in every page's header was read.</summary>
    HeaderScan,
}
