using System.Security.Cryptography;
using System.Text;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Objects;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Checkpoints;

/// <summary>
/// Signs where the chains end and copies it to the object store, so that the database cannot be rewritten unnoticed by someone who does not
/// hold the master key, nor rolled back by someone who cannot also delete from the object store.
/// </summary>
public sealed class CheckpointMaker(NpgsqlDataSource dataSource, SigningKey signing, AuditLog audit, IObjectStore objects, TimeProvider time)
{
    private long? _copied; // Number of the last one known to be in the object store; null until it was looked up.

    /// <summary>Makes one unless nothing has moved since the last, and copies what the object store lacks.</summary>
    /// <returns>Whether one was made.</returns>
    public async Task<bool> MakeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var made = await SignAsync(connection, cancellationToken);
        await CopyAsync(connection, cancellationToken);
        return made;
    }

    private async Task<bool> SignAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_xact_lock(hashtext('ledger.checkpoint'))", transaction: transaction, cancellationToken: cancellationToken));
        var last = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            "SELECT content FROM ledger.checkpoint ORDER BY number DESC LIMIT 1", transaction: transaction, cancellationToken: cancellationToken));
        var heads = await connection.QueryAsync<(int Chain, long Batches, long Position, byte[] Hash)>(new CommandDefinition(
            "SELECT chain, batches, position, hash FROM ledger.chain WHERE batches > 0 ORDER BY chain", transaction: transaction, cancellationToken: cancellationToken));
        var before = last is null ? null : Checkpoint.Parse(last);
        var auditHead = await audit.HeadAsync(cancellationToken);
        var next = new Checkpoint(
            (before?.Number ?? 0) + 1, time.GetUtcNow(), last is null ? Checkpoint.NoPrevious : Checkpoint.HashOf(last),
            [.. heads.Select(head => new CheckpointHead(head.Chain, head.Batches, head.Position, Convert.ToHexStringLower(head.Hash)))],
            auditHead.Number, Convert.ToHexStringLower(auditHead.Hash));
        if (before is null ? next is { Heads.Count: 0, AuditNumber: 0 } : before.Heads.SequenceEqual(next.Heads) && before.AuditNumber == next.AuditNumber)
        {
            return false;
        }

        await InsertAsync(connection, transaction, next, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var content = checkpoint.ToContent();
        var (keyId, key) = await signing.OpenAsync(cancellationToken);
        using (key)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "INSERT INTO ledger.checkpoint (number, made_at, content, key_id, signature) VALUES (@Number, @madeAt, @content, @keyId, @signature)",
                new
                {
                    checkpoint.Number,
                    madeAt = checkpoint.MadeAt.UtcDateTime,
                    content,
                    keyId,
                    signature = key.SignData(Encoding.UTF8.GetBytes(content), HashAlgorithmName.SHA256),
                },
                transaction, cancellationToken: cancellationToken));
        }
    }

    // Whatever the store missed while it was away follows, the newest first: it binds all before it.
    private async Task CopyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT content, key_id AS KeyId, signature, number FROM ledger.checkpoint WHERE number > @after ORDER BY number DESC";
        var after = await LastCopiedAsync(cancellationToken);
        foreach (var row in await connection.QueryAsync<(string Content, int KeyId, byte[] Signature, long Number)>(
            new CommandDefinition(Sql, new { after }, cancellationToken: cancellationToken)))
        {
            using var content = new MemoryStream(new SignedCheckpoint(row.Content, row.KeyId, row.Signature).ToUtf8Json(), writable: false);
            await objects.PutIfAbsentAsync(SignedCheckpoint.KeyOf(row.Number), content, cancellationToken);
        }

        _copied = await connection.ExecuteScalarAsync<long?>(new CommandDefinition("SELECT max(number) FROM ledger.checkpoint", cancellationToken: cancellationToken)) ?? 0;
    }

    private async Task<long> LastCopiedAsync(CancellationToken cancellationToken)
    {
        if (_copied is null)
        {
            long last = 0;
            await foreach (var info in objects.ListAsync(SignedCheckpoint.Prefix, cancellationToken))
            {
                // The first that is missing: a store that was away may have a later one and lack some before it.
                if (info.Key != SignedCheckpoint.KeyOf(last + 1))
                {
                    break;
                }

                last++;
            }

            _copied = last;
        }

        return _copied.Value;
    }
}
