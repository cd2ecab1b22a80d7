namespace CreditAI.Backups.Manifests;

/// <param name="Location">An absolute path, or pg_tblspc/… for one in place.</param>
public sealed record Tablespace(uint Oid, string Location)
{
    internal bool IsInPlace => !Location.StartsWith('/');
}
