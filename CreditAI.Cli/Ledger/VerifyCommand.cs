using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Checkpoints;
using CreditAI.Ledger.Verification;

namespace CreditAI.Cli.Ledger;

/// <summary><c>creditai ledger verify</c>.</summary>
internal static class VerifyCommand
{
    // On one core too, one stretch is hashed while another waits for the database.
    private const int LeastParallel = 2;

    public static void AddVerifyCommand(this Command ledger)
    {
        var from = Instant("--from", "Only batches committed from then on, UTC; without it, from the first.");
        var to = Instant("--to", "Only batches committed until then, UTC; without it, to the last.");
        var publicKey = new Option<FileInfo?>("--public-key")
        {
            Description = "The ledger's public key, for whoever has no master key.",
            HelpName = "FILE",
        };
        var withoutCheckpoints = new Option<bool>("--without-checkpoints") { Description = "Looks at the database alone: needs neither object store nor key." };
        var format = SharedOptions.Format();
        var command = new NotedCommand(
            "verify",
            "Finds any decision that was edited, removed, reordered or inserted, and says where.",
            """
              Every decision and batch is hashed again, every chain followed to its end, and every
              checkpoint held against its signature and its copy in the object store, all in one
              snapshot while decisions go on. Exit code 0: as it was written; 3: faults were found.
            """)
        {
            from, to, publicKey, withoutCheckpoints, format,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await LedgerConnection.OpenAsync(cancellationToken);
            using var key = parsed.GetValue(withoutCheckpoints) ? null : await connection.PublicKeyAsync(parsed.GetValue(publicKey), cancellationToken);
            var checkpoints = key is null ? null : new CheckpointVerifier(key, RegistryConnection.OpenObjects());
            var started = TimeProvider.System.GetTimestamp();
            var report = await new LedgerVerifier(connection.Database, checkpoints)
                .VerifyAsync(parsed.GetValue(from), parsed.GetValue(to), Math.Max(LeastParallel, Environment.ProcessorCount), cancellationToken);
            var audit = await AuditChain.VerifyAsync(connection.Database, checkpoints?.AuditHeads, cancellationToken);
            VerifyOutput.Write(report, audit, TimeProvider.System.GetElapsedTime(started), parsed.GetValue(format));
            return report.Faults.Count == 0 && audit.Holds ? ExitCode.Done : ExitCode.BadData;
        });
        ledger.Add(command);
    }

    private static Option<DateTimeOffset?> Instant(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "2027-01-31T12:00:00Z",
        CustomParser = result => Parse(name, result),
    };

    private static DateTimeOffset? Parse(string name, ArgumentResult result)
    {
        if (result.Tokens is [{ Value: var text }]
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return instant;
        }

        result.AddError($"{name} takes a day or a time, such as 2027-01-31 or 2027-01-31T12:00:00Z");
        return null;
    }
}
