using System.Text.Json;
using CreditAI.Ledger.Audit;
using CreditAI.Scoring.Promotion;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Registry.Evaluations;

/// <summary>What model versions have shown, and who agreed. Append-only; every entry is in the audit log too.</summary>
public sealed class EvaluationStore(NpgsqlDataSource dataSource, TimeProvider time)
{
    internal const string Select = """
        SELECT e.id, e.version, e.against, e.policy_version AS PolicyVersion, e.data, e.data_sha256 AS DataSha256, e.rows, e.gates::text AS gates, e.passed,
               e.evaluated_by AS EvaluatedBy, e.evaluated_at AS EvaluatedAt,
               coalesce((SELECT json_agg(json_build_object('by', a.approved_by, 'reason', a.reason, 'at', a.approved_at) ORDER BY a.approved_at)
                         FROM registry.approval a WHERE a.evaluation_id = e.id), '[]')::text AS approvals
        FROM registry.evaluation e
        """;

    private readonly AuditLog _audit = new(dataSource, time);

    public async Task<Evaluation> AddAsync(NewEvaluation evaluation, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO registry.evaluation (id, version, against, policy_version, data, data_sha256, rows, gates, passed, evaluated_by, evaluated_at)
            VALUES (@Id, @Version, @Against, @PolicyVersion, @Data, @DataSha256, @Rows, @Gates::jsonb, @IsPassed, @By, @Now)
            """;
        var now = Instant.Stored(time.GetUtcNow());
        var added = new Evaluation(
            Guid.CreateVersion7(now), evaluation.Version, evaluation.Against, evaluation.PolicyVersion, evaluation.Data, evaluation.DataSha256, evaluation.Rows,
            evaluation.Gates, evaluation.Gates.All(gate => gate.IsPassed), evaluation.By, now, []);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(Sql, new
        {
            added.Id,
            added.Version,
            added.Against,
            added.PolicyVersion,
            added.Data,
            added.DataSha256,
            added.Rows,
            Gates = GateDocument.Write(added.Gates),
            added.IsPassed,
            added.By,
            Now = now.UtcDateTime,
        }, cancellationToken));
        var detail = new { added.Id, added.Against, added.PolicyVersion, added.DataSha256, Passed = added.IsPassed };
        await _audit.AppendAsync(connection, transaction, new AuditEntry(added.By, "model.evaluate", $"model version {added.Version}", detail), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    /// <summary>Agrees that a version becomes champion, on its latest evaluation.</summary>
    /// <returns>The evaluation with every approval it has.</returns>
    /// <exception cref="ModelRegistryException">It was not evaluated, did not pass, or this person has agreed already.</exception>
    public async Task<Evaluation> ApproveAsync(int version, string by, string reason, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(by) || string.IsNullOrWhiteSpace(reason))
        {
            throw new ModelRegistryException("An approval says who approves and why.");
        }

        var latest = await LatestAsync(version, cancellationToken);
        if (latest is not { IsPassed: true })
        {
            throw new ModelRegistryException(latest is null
                ? $"Model version {version} has not been evaluated: 'creditai models check' does that."
                : $"Model version {version} did not pass its latest evaluation: there is nothing to approve.");
        }

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var added = await connection.ExecuteAsync(Command(
            "INSERT INTO registry.approval (evaluation_id, approved_by, reason, approved_at) VALUES (@Id, @by, @reason, @Now) ON CONFLICT DO NOTHING",
            new { latest.Id, by, reason, Now = time.GetUtcNow().UtcDateTime }, cancellationToken));
        if (added == 0)
        {
            throw new ModelRegistryException($"{by} has approved this evaluation of model version {version} already.");
        }

        await _audit.AppendAsync(
            connection, transaction, new AuditEntry(by, "model.approve", $"model version {version}", new { Evaluation = latest.Id, Reason = reason }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await LatestAsync(version, cancellationToken))!;
    }

    /// <returns>The version's last evaluation, or null when it has none.</returns>
    public async Task<Evaluation?> LatestAsync(int version, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await LatestAsync(connection, version, cancellationToken);
    }

    /// <returns>The last evaluation of every version that has one.</returns>
    public async Task<IReadOnlyDictionary<int, Evaluation>> LatestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command(
            $"SELECT DISTINCT ON (version) * FROM ({Select}) e ORDER BY version, EvaluatedAt DESC, id DESC", null, cancellationToken));
        return rows.Select(row => row.ToEvaluation()).ToDictionary(evaluation => evaluation.Version);
    }

    /// <returns>The version's evaluations, newest first.</returns>
    public async Task<IReadOnlyList<Evaluation>> ListAsync(int version, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command(
            Select + "\nWHERE e.version = @version ORDER BY e.evaluated_at DESC, e.id DESC", new { version }, cancellationToken));
        return [.. rows.Select(row => row.ToEvaluation())];
    }

    internal static async Task<Evaluation?> LatestAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command(
            Select + "\nWHERE e.version = @version ORDER BY e.evaluated_at DESC, e.id DESC LIMIT 1", new { version }, cancellationToken));
        return row?.ToEvaluation();
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken)
        => new(sql, parameters, cancellationToken: cancellationToken);

    private sealed record Row(
        Guid Id, int Version, int? Against, int PolicyVersion, string Data, string DataSha256, long Rows, string Gates, bool Passed, string EvaluatedBy,
        DateTime EvaluatedAt, string Approvals)
    {
        public Evaluation ToEvaluation() => new(
            Id, Version, Against, PolicyVersion, Data, DataSha256, Rows, GateDocument.Parse(Gates), Passed, EvaluatedBy, EvaluatedAt,
            JsonSerializer.Deserialize<Approval[]>(Approvals, JsonSerializerOptions.Web)!);
    }
}
