using System.CommandLine;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Ledger;

/// <summary><c>creditai ledger migrate</c>.</summary>
internal static class MigrateCommand
{
    public static void AddMigrateCommand(this Command ledger)
    {
        var command = new Command("migrate", "Brings the schema up to date, and makes the coming months' partitions.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var connection = await LedgerConnection.OpenAsync(cancellationToken); // Opening it does.
            Screen.Line("The schema is up to date");
            return ExitCode.Done;
        });
        ledger.Add(command);
    }
}
