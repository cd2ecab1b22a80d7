namespace CreditAI.Scoring.Interchange.Sql;

public enum SqlDialect
{
    /// <summary>PostgreSQL 12 and later; NaN is missing, infinities are out of range, texts compare byte by byte.</summary>
    Postgres,

    /// <summary>Standard SQL with lateral derived tables (SQL:1999). It knows no NaN and no infinity; texts compare by the column's collation.</summary>
    Ansi,
}
