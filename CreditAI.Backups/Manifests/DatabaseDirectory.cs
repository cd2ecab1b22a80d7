namespace CreditAI.Backups.Manifests;

/// <summary>A database's directory in a tablespace, and what tells it from one made anew under the same name.</summary>
/// <param name="Path">base/5, or pg_tblspc/16400/PG_15_202209061/5.</param>
/// <param name="MadeAt">When its PG_VERSION was written.</param>
/// <param name="Xmin">Of its row in pg_database.</param>
public sealed record DatabaseDirectory(string Path, DateTimeOffset MadeAt, uint Xmin);
