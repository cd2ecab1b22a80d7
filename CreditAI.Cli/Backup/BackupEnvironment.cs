using System.Collections;
using CreditAI.Backups;
using CreditAI.Backups.Regions;
using CreditAI.Cli.Ledger;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Keys;

namespace CreditAI.Cli.Backup;

/// <summary>The regions and master keys, named by the environment.</summary>
internal static class BackupEnvironment
{
    public const string RegionVariable = "Backup__Regions__";
    public const string DatabaseVariable = "ConnectionStrings__backup";

    public const string Notes =
        "  It needs the regions in the environment, each as Backup__Regions__NAME of the form\n"
        + "  Directory=/path or Endpoint=…;AccessKey=…;SecretKey=…;Bucket=…, and the master key as\n"
        + "  Keys__Master (keys of before as Keys__Previous__0 and on).";

    /// <exception cref="BackupException">No region is configured.</exception>
    public static RegionSet Regions(string? preferred = null)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => ((string)variable.Key).StartsWith(RegionVariable, StringComparison.OrdinalIgnoreCase))
            .Select(variable => KeyValuePair.Create(((string)variable.Key)[RegionVariable.Length..].ToLowerInvariant(), (string?)variable.Value));
        var regions = new RegionSet(RegionOptions.Open(variables));
        try
        {
            return regions.Preferring(preferred);
        }
        catch (ArgumentException fault)
        {
            throw new UsageException(fault.Message);
        }
    }

    /// <exception cref="UsageException">The environment has no master key.</exception>
    public static MasterKeys Keys() => LedgerConnection.MasterKeys();

    /// <exception cref="UsageException">The environment names no server.</exception>
    public static string Database() => RegistryConnection.Required(DatabaseVariable, "Host=…;Database=creditai;Username=creditai_backup;Password=…");
}
