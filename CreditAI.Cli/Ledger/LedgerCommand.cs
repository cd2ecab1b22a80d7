using System.CommandLine;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Ledger;

/// <summary><c>creditai ledger</c>: what was decided, held against its hashes, and kept as long as the policy says.</summary>
internal static class LedgerCommand
{
    public static void AddLedgerCommand(this RootCommand root)
    {
        var ledger = new NotedCommand(
            "ledger",
            "Verifies the ledger of decisions, and removes what need not be kept any more.",
            $"  It needs {RegistryConnection.DatabaseVariable} in the environment, and to verify\n  {RegistryConnection.StorageVariable} and {LedgerConnection.MasterVariable}.");
        ledger.AddMigrateCommand();
        ledger.AddVerifyCommand();
        ledger.AddPublicKeyCommand();
        ledger.AddRetainCommand();
        root.Add(ledger);
    }
}
