using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Retention;

namespace CreditAI.Cli.Ledger;

/// <summary><c>creditai ledger retain</c>.</summary>
internal static class RetainCommand
{
    public static void AddRetainCommand(this Command ledger)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tells what would be removed." };
        var by = new Option<string>("--by") { Description = "Who does it, for the audit log.", Required = true };
        var command = new NotedCommand(
            "retain",
            "Removes the months of decisions that are older than the policy keeps.",
            "  Whole months go, and their batches stay without the row hashes, so that every chain\n  still joins up. The policy keeps 25 months unless it says more (12 CFR 1002.12).")
        {
            dryRun, by,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await LedgerConnection.OpenAsync(cancellationToken);
            var policy = await new PolicyStore(connection.Database, connection.Audit, TimeProvider.System).CurrentAsync(cancellationToken);
            var only = parsed.GetValue(dryRun);
            var months = await new LedgerRetention(connection.Database, connection.Audit, TimeProvider.System)
                .ApplyAsync(policy.Policy.RetentionMonths, only, parsed.GetRequiredValue(by), cancellationToken);
            Screen.Line(months.Count == 0
                ? $"nothing is older than the {policy.Policy.RetentionMonths} months that policy version {policy.Version} keeps"
                : $"{(only ? "would be removed" : "removed")}: {string.Join(", ", months)}");
            return ExitCode.Done;
        });
        ledger.Add(command);
    }
}
