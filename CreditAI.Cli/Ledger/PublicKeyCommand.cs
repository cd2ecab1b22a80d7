using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Checkpoints;

namespace CreditAI.Cli.Ledger;

/// <summary><c>creditai ledger public-key</c>.</summary>
internal static class PublicKeyCommand
{
    public static void AddPublicKeyCommand(this Command ledger)
    {
        var command = new Command("public-key", "Prints the key that checkpoints are verified with, as PEM: to be kept where the ledger cannot reach it.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var connection = await LedgerConnection.OpenAsync(cancellationToken);
            Console.Out.WriteLine(await new SigningKey(connection.Keys()).PublicPemAsync(cancellationToken));
            return ExitCode.Done;
        });
        ledger.Add(command);
    }
}
