using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;

namespace CreditAI.Ledger.Audit;

/// <summary>The record of every administrative act: append-only, each entry chained to the one before by its hash.</summary>
public sealed class AuditLog(NpgsqlDataSource dataSource, TimeProvider time)
{
    private const string Columns = "number, at, actor, action, target, detail, previous, hash";

    /// <summary>
    /// Appends an entry within the transaction of the act it records, so that both are committed or neither is.
    /// Appending waits for other transactions that have appended; take it last, shortly before the commit.
    /// </summary>
    /// <param name="connection">Open.</param>
    /// <param name="transaction">The transaction under way on the connection; null to append in one of its own.</param>
    /// <exception cref="PostgresException">The action is no dotted verb, or the detail no JSON object; the transaction is lost.</exception>
    public async Task<RecordedAct> AppendAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, AuditEntry entry, CancellationToken cancellationToken)
    {
        Require(entry.Actor, 256, nameof(entry.Actor));
        Require(entry.Target, 512, nameof(entry.Target));
        if (transaction is not null)
        {
            return await AppendAsync(connection, entry, cancellationToken);
        }

        await using var own = await connection.BeginTransactionAsync(cancellationToken);
        var act = await AppendAsync(connection, entry, cancellationToken);
        await own.CommitAsync(cancellationToken);
        return act;
    }

    /// <returns>The last entry's number and hash, as the database keeps them apart from the entries.</returns>
    public async Task<AuditHead> HeadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await HeadAsync(connection, "", cancellationToken);
    }

    /// <param name="limit">At least 1.</param>
    /// <returns>Newest first, at most <paramref name="limit"/>.</returns>
    public async Task<IReadOnlyList<RecordedAct>> ListAsync(AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            SELECT {Columns} FROM ledger.audit
            WHERE ($1 IS NULL OR number < $1) AND ($2 IS NULL OR action = $2) AND ($3 IS NULL OR at >= $3) AND ($4 IS NULL OR at < $4)
            ORDER BY number DESC LIMIT $5
            """;
        await using var command = dataSource.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<long?> { TypedValue = query.Before });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = query.Action });
        command.Parameters.Add(new NpgsqlParameter<DateTime?> { TypedValue = query.From?.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<DateTime?> { TypedValue = query.To?.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var acts = new List<RecordedAct>();
        while (await reader.ReadAsync(cancellationToken))
        {
            acts.Add(Read(reader));
        }

        return acts;
    }

    internal static async Task<AuditHead> HeadAsync(NpgsqlConnection connection, string locking, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT number, hash FROM ledger.audit_head {locking}", connection);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new AuditHead(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : throw new InvalidOperationException("The audit log has no head: the row of ledger.audit_head is gone. Restore it from a backup.");
    }

    /// <summary>All entries as they stand, by number. Only the reader's current one is held in memory.</summary>
    internal static async IAsyncEnumerable<RecordedAct> ReadAllAsync(
        NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT {Columns} FROM ledger.audit ORDER BY number", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return Read(reader);
        }
    }

    private static void Require(string value, int maxLength, string name)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > maxLength)
        {
            throw new ArgumentException($"The {name.ToLowerInvariant()} of an audit entry has 1 to {maxLength} characters.", name);
        }
    }

    private static RecordedAct Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
        reader.GetFieldValue<byte[]>(6), reader.GetFieldValue<byte[]>(7));

    private async Task<RecordedAct> AppendAsync(NpgsqlConnection connection, AuditEntry entry, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(connection, "FOR UPDATE", cancellationToken);
        var now = time.GetUtcNow();
        var act = new RecordedAct(
            head.Number + 1, Instant.Stored(now), entry.Actor, entry.Action, entry.Target, entry.DetailText, head.Hash, []);
        act = act with { Hash = AuditHash.Of(act) };
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new($"INSERT INTO ledger.audit ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
        {
            Parameters =
            {
                new() { Value = act.Number }, new() { Value = act.At.UtcDateTime }, new() { Value = act.Actor }, new() { Value = act.Action },
                new() { Value = act.Target }, new() { Value = act.Detail }, new() { Value = act.Previous }, new() { Value = act.Hash },
            },
        });
        batch.BatchCommands.Add(new("UPDATE ledger.audit_head SET number = $1, hash = $2")
        {
            Parameters = { new() { Value = act.Number }, new() { Value = act.Hash } },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return act;
    }
}
