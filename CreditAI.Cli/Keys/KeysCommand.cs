using System.CommandLine;
using CreditAI.Cli.Ledger;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Audit;

namespace CreditAI.Cli.Keys;

/// <summary><c>creditai keys</c>: the master key that wraps all others.</summary>
internal static class KeysCommand
{
    public static void AddKeysCommand(this RootCommand root)
    {
        var keys = new NotedCommand(
            "keys",
            "Changes the master key that the ledger's keys are wrapped with.",
            $"  It needs {RegistryConnection.DatabaseVariable} in the environment, the new secret as\n  {LedgerConnection.MasterVariable} and the one before as {LedgerConnection.PreviousVariable}0.");
        keys.AddRotateCommand();
        root.Add(keys);
    }

    private static void AddRotateCommand(this Command keys)
    {
        var by = new Option<string>("--by") { Description = "Who does it, for the audit log.", Required = true };
        var command = new NotedCommand(
            "rotate",
            "Wraps every key of the ledger by the current master key.",
            """
              Give the services the new secret as Keys:Master and the old one as Keys:Previous:0,
              rotate, and then take the old one away. No decision is touched, and services that
              run go on. All keys are wrapped anew, or none.
            """)
        {
            by,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var ledger = await LedgerConnection.OpenAsync(cancellationToken);
            var dataKeys = ledger.Keys();
            await using var connection = await ledger.Database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var rotated = await dataKeys.RotateAsync(connection, transaction, cancellationToken);
            await ledger.Audit.AppendAsync(
                connection, transaction, new AuditEntry(parsed.GetRequiredValue(by), "keys.rotate", $"master key {dataKeys.MasterKeyId}", new { rotated }), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            Screen.Line($"{rotated} keys are wrapped by master key {dataKeys.MasterKeyId} now");
            return ExitCode.Done;
        });
        keys.Add(command);
    }
}
