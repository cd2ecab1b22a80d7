namespace CreditAI.Ledger.Schema;

/// <summary>The roles of PostgreSQL that services work under; Roles.sql says what each may do. The schema is kept by the login itself.</summary>
public static class LedgerRole
{
    /// <summary>Adds decisions, and cannot read protected attributes.</summary>
    public const string Scoring = "creditai_scoring";

    /// <summary>Reads everything, and writes what it has measured.</summary>
    public const string Fairness = "creditai_fairness";
}
