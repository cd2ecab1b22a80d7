namespace CreditAI.Scoring.Interchange.Sql;

/// <summary>What the query reads and is wrapped in.</summary>
public sealed record SqlOptions
{
    public SqlDialect Dialect { get; init; } = SqlDialect.Postgres;

    /// <summary>The table of applications: one column per feature, named as the feature. A point separates a schema from its table; case is kept.</summary>
    public string Table { get; init; } = "applications";

    /// <summary>Null: a query. Else a view of this name is created, named as the table is.</summary>
    public string? View { get; init; }
}
