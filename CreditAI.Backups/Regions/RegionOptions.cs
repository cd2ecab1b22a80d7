using CreditAI.Ledger.Objects;

namespace CreditAI.Backups.Regions;

/// <summary>Reads regions from settings: a name and the connection string of an object store each.</summary>
public static class RegionOptions
{
    /// <summary>What a setting of a region begins with: Backup:Regions:north.</summary>
    public const string Section = "Backup:Regions";

    /// <exception cref="BackupException">There is none, or one's connection string is incomplete; no value of it is told.</exception>
    public static IReadOnlyList<Region> Open(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var regions = settings.Where(setting => !string.IsNullOrEmpty(setting.Value)).OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(Open).ToList();
        return regions.Count > 0 ? regions : throw new BackupException(
            $"No region is configured: set {Section}:NAME (environment variable Backup__Regions__NAME) to Directory=/path or Endpoint=…;AccessKey=…;SecretKey=…;Bucket=…, for two regions.");
    }

    private static Region Open(KeyValuePair<string, string?> setting)
    {
        try
        {
            return new Region(setting.Key, ObjectStoreFactory.Open(setting.Value!));
        }
        catch (ArgumentException exception)
        {
            throw new BackupException($"Region {setting.Key}: {exception.Message.Split(" (Parameter", 2)[0]}");
        }
    }
}
