namespace CreditAI.Backups.Manifests;

/// <param name="Id">Of a backup that another stands on.</param>
/// <param name="Sha256">Of its stored manifest: another one under its name is found out.</param>
public sealed record ChainLink(string Id, string Sha256);
