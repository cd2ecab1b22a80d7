namespace CreditAI.Backups.Manifests;

/// <param name="Path">Of the file in the data directory.</param>
/// <param name="Relation">database: schema.table, where it could be found out.</param>
/// <param name="Block">Within the relation.</param>
public sealed record DamagedPage(string Path, string? Relation, uint Block);
