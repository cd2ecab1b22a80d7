namespace CreditAI.Backups.Cluster;

/// <summary>The forks of a relation, by the server's numbers.</summary>
internal enum RelationFork
{
    Main = 0,
    FreeSpaceMap = 1,
    VisibilityMap = 2,
    Init = 3,
}
