using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Keys;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Subjects;

/// <summary>An applicant's rights over what the ledger holds on them: erasure, and the proof of it.</summary>
public sealed class SubjectStore
{
    private const int Page = 500;

    private readonly NpgsqlDataSource _dataSource;
    private readonly DecisionReader _reader;
    private readonly SubjectIndex _index;
    private readonly AuditLog _audit;
    private readonly TimeProvider _time;

    internal SubjectStore(NpgsqlDataSource dataSource, DecisionReader reader, SubjectIndex index, AuditLog audit, TimeProvider time)
        => (_dataSource, _reader, _index, _audit, _time) = (dataSource, reader, index, audit, time);

    /// <summary>
    /// Destroys the keys of all decisions on an applicant, and what leads from the applicant to them. What was decided stays, as nobody's: the
    /// hashes do not cover what goes. All of it or nothing.
    /// </summary>
    /// <returns>Null when the ledger holds nothing on the applicant that can be opened.</returns>
    public async Task<Erasure?> EraseAsync(string applicantId, string by, string reason, CancellationToken cancellationToken)
    {
        var ids = await FindAllAsync(applicantId, cancellationToken);
        if (ids.Count == 0)
        {
            return null;
        }

        var now = _time.GetUtcNow();
        var subject = _index.Hash(applicantId);
        var erasure = new Erasure(Guid.CreateVersion7(now), Convert.ToHexStringLower(subject), ids.Count, now, by, reason);
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await EraseAsync(connection, transaction, ids, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO ledger.erasure (id, subject, decisions, erased_at, erased_by, reason) VALUES (@Id, @subject, @Decisions, @at, @ErasedBy, @Reason)",
            new { erasure.Id, subject, erasure.Decisions, at = now.UtcDateTime, erasure.ErasedBy, erasure.Reason }, transaction, cancellationToken: cancellationToken));
        await _audit.AppendAsync(
            connection, transaction, new AuditEntry(by, "subject.erase", erasure.Subject, new { erasure.Id, erasure.Decisions, erasure.Reason }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return erasure;
    }

    /// <returns>The erasures of an applicant's data, newest first.</returns>
    public async Task<IReadOnlyList<Erasure>> ErasuresAsync(string applicantId, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT id, encode(subject, 'hex'), decisions, erased_at, erased_by, reason FROM ledger.erasure WHERE subject = $1 ORDER BY id DESC
            """;
        await _index.PrepareAsync(cancellationToken);
        await using var command = _dataSource.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = _index.Hash(applicantId) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var erasures = new List<Erasure>();
        while (await reader.ReadAsync(cancellationToken))
        {
            erasures.Add(new Erasure(
                reader.GetGuid(0), reader.GetString(1), reader.GetInt64(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetString(4), reader.GetString(5)));
        }

        return erasures;
    }

    private async Task<List<Guid>> FindAllAsync(string applicantId, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        while (true)
        {
            var page = await _reader.ListByApplicantAsync(applicantId, ids.Count == 0 ? null : ids[^1], Page, cancellationToken);
            ids.AddRange(page.Select(decision => decision.Id));
            if (page.Count < Page)
            {
                return ids;
            }
        }
    }

    private static async Task EraseAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, List<Guid> ids, CancellationToken cancellationToken)
    {
        const string Sql = """
            UPDATE ledger.decision d SET key_id = NULL, key = NULL, application = NULL, applicant = NULL
            FROM unnest($1, $2, $3) AS erased (chain, position, id)
            WHERE d.chain = erased.chain AND d.position = erased.position AND d.id = erased.id
            """;
        var places = ids.ConvertAll(id => DecisionId.Locate(id)!.Value);
        await using var command = new NpgsqlCommand(Sql, connection, transaction);
        command.Parameters.Add(new() { Value = places.Select(place => place.Chain).ToArray() });
        command.Parameters.Add(new() { Value = places.Select(place => place.Position).ToArray() });
        command.Parameters.Add(new() { Value = ids.ToArray() });
        if (await command.ExecuteNonQueryAsync(cancellationToken) != ids.Count)
        {
            throw new InvalidOperationException("Some of the applicant's decisions are gone; nothing was erased. 'creditai ledger verify' tells more.");
        }
    }
}
