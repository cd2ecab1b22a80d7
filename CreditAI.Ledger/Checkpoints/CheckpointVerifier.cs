using System.Security.Cryptography;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Verification;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Checkpoints;

/// <summary>Holds the checkpoints against their signatures, the chains, and their copies in the object store.</summary>
/// <param name="key">The ledger's public signing key.</param>
/// <param name="objects">Where the copies are.</param>
public sealed class CheckpointVerifier(ECDsa key, IObjectSource objects)
{
    private readonly List<AuditHead> _auditHeads = [];

    /// <summary>Ends of the audit log that checkpoints were signed over, as of the last verification.</summary>
    public IReadOnlyList<AuditHead> AuditHeads => _auditHeads;

    /// <param name="connection">Within the snapshot that is verified.</param>
    /// <param name="database">To look beyond the snapshot, for checkpoints made since.</param>
    /// <param name="faults">Receives what is found.</param>
    /// <returns>How many were checked.</returns>
    internal async Task<long> VerifyAsync(NpgsqlConnection connection, NpgsqlDataSource database, List<LedgerFault> faults, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT content, key_id AS KeyId, signature FROM ledger.checkpoint ORDER BY number";
        SignedCheckpoint[] stored = [.. await connection.QueryAsync<SignedCheckpoint>(new CommandDefinition(Sql, commandTimeout: 0, cancellationToken: cancellationToken))];
        var contents = new Dictionary<long, string>();
        string? previous = null;
        foreach (var signed in stored)
        {
            if (Check(signed, contents.Count + 1, previous, faults) is { } checkpoint)
            {
                await CheckHeadsAsync(connection, checkpoint, faults, cancellationToken);
                _auditHeads.Add(new AuditHead(checkpoint.AuditNumber, Convert.FromHexString(checkpoint.AuditHash)));
            }

            contents.Add(contents.Count + 1, signed.Content);
            previous = signed.Content;
        }

        await CheckCopiesAsync(contents, database, faults, cancellationToken);
        return stored.Length;
    }

    private Checkpoint? Check(SignedCheckpoint signed, long number, string? previous, List<LedgerFault> faults)
    {
        if (!signed.IsSignedBy(key))
        {
            Report(faults, $"checkpoint {number} is not signed by the ledger's key");
            return null;
        }

        var checkpoint = Checkpoint.Parse(signed.Content);
        if (checkpoint.Number != number)
        {
            Report(faults, $"checkpoint {number} is gone: {checkpoint.Number} stands in its place");
        }
        else if (checkpoint.Previous != (previous is null ? Checkpoint.NoPrevious : Checkpoint.HashOf(previous)))
        {
            Report(faults, $"checkpoint {number} does not follow the one before it");
        }

        return checkpoint;
    }

    // A checkpoint that was signed over a head binds everything before it: the batch must be there and have that hash.
    private static async Task CheckHeadsAsync(NpgsqlConnection connection, Checkpoint checkpoint, List<LedgerFault> faults, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT asked.chain, asked.number FROM unnest(@chains, @numbers, @hashes) AS asked (chain, number, hash)
            WHERE NOT EXISTS (SELECT FROM ledger.batch b WHERE b.chain = asked.chain AND b.number = asked.number AND encode(b.hash, 'hex') = asked.hash)
            """;
        var missing = await connection.QueryAsync<(int Chain, long Number)>(new CommandDefinition(Sql, new
        {
            chains = checkpoint.Heads.Select(head => head.Chain).ToArray(),
            numbers = checkpoint.Heads.Select(head => head.Batches).ToArray(),
            hashes = checkpoint.Heads.Select(head => head.Hash).ToArray(),
        }, cancellationToken: cancellationToken));
        faults.AddRange(missing.Select(head => new LedgerFault(
            LedgerFaultKind.HeadMismatch, head.Chain, head.Number, null, null, $"batch {head.Number} is not the one that checkpoint {checkpoint.Number} was signed over")));
    }

    private async Task CheckCopiesAsync(Dictionary<long, string> contents, NpgsqlDataSource database, List<LedgerFault> faults, CancellationToken cancellationToken)
    {
        var copied = new HashSet<long>();
        await foreach (var info in objects.ListAsync(SignedCheckpoint.Prefix, cancellationToken))
        {
            await using var content = await objects.OpenReadAsync(info.Key, cancellationToken);
            var copy = content is null ? null : await SignedCheckpoint.ReadAsync(content, cancellationToken);
            if (copy is null || !copy.IsSignedBy(key))
            {
                Report(faults, $"{info.Key} in the object store is not signed by the ledger's key");
                continue;
            }

            var number = Checkpoint.Parse(copy.Content).Number;
            copied.Add(number);
            var stored = contents.GetValueOrDefault(number) ?? await MadeSinceAsync(database, number, cancellationToken);
            if (stored is null)
            {
                Report(faults, $"checkpoint {number} is in the object store and not in the database: the database was rolled back or rewritten");
            }
            else if (stored != copy.Content)
            {
                Report(faults, $"checkpoint {number} says something else in the object store than in the database: the database was rewritten");
            }
        }

        // The newest may be on its way.
        foreach (var number in contents.Keys.Except(copied).Where(number => number < contents.Count))
        {
            Report(faults, $"checkpoint {number} is not in the object store");
        }
    }

    // A checkpoint is committed before it is copied: one that was made while this verifies is in the database by now, though not in the snapshot.
    private static async Task<string?> MadeSinceAsync(NpgsqlDataSource database, long number, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT content FROM ledger.checkpoint WHERE number = $1");
        command.Parameters.Add(new() { Value = number });
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static void Report(List<LedgerFault> faults, string message)
        => faults.Add(new LedgerFault(LedgerFaultKind.CheckpointInvalid, null, null, null, null, message));
}
