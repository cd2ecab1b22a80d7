using System.Globalization;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Verification;
using CreditAI.Scoring.Scorecards;
using Dapper;
using Npgsql;

namespace CreditAI.Backups.Drills;

/// <summary>Holds a restored ledger against itself and against the one that it was taken from.</summary>
internal sealed class LedgerChecks(NpgsqlDataSource restored, NpgsqlDataSource? original, DataKeys keys, IObjectStore? objects, TimeProvider time)
{
    private const int DecisionsScoredAgain = 20;

    public async Task<IReadOnlyList<DrillCheck>> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await restored.OpenConnectionAsync(cancellationToken);
        var hasLedger = await connection.ExecuteScalarAsync<bool>("SELECT to_regclass('ledger.batch') IS NOT NULL");
        return
        [
            await TryAsync("indexes and tables", () => StructureAsync(cancellationToken)),
            .. hasLedger
                ? new[]
                {
                    await TryAsync("hash chain", () => ChainAsync(cancellationToken)),
                    await TryAsync("row counts", () => CountsAsync(cancellationToken)),
                    await TryAsync("scoring", () => ScoringAsync(cancellationToken)),
                }
                : [new DrillCheck("hash chain", null, "there is no ledger in the restored database: it recovered to before its schema was made")],
        ];
    }

    /// <summary>Every B-tree of the database against its table, and every table's own structure, by the server's amcheck.</summary>
    private async Task<DrillCheck> StructureAsync(CancellationToken cancellationToken)
    {
        await using var connection = await restored.OpenConnectionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync("CREATE EXTENSION IF NOT EXISTS amcheck");
        }
        catch (PostgresException exception)
        {
            return new DrillCheck("indexes and tables", null, $"the server has no amcheck: {exception.MessageText}");
        }

        await connection.ExecuteAsync(new CommandDefinition(
            """
            SELECT bt_index_check(c.oid, true) FROM pg_class c JOIN pg_am a ON a.oid = c.relam JOIN pg_index i ON i.indexrelid = c.oid
            WHERE a.amname = 'btree' AND c.relpersistence = 'p' AND c.relkind = 'i' AND i.indisvalid
            """,
            commandTimeout: 0, cancellationToken: cancellationToken));
        var wrong = (await connection.QueryAsync<string>(new CommandDefinition(
            """
            SELECT c.oid::regclass || ' block ' || coalesce(v.blkno, 0) || ': ' || v.msg
            FROM pg_class c CROSS JOIN LATERAL verify_heapam(c.oid) v WHERE c.relkind IN ('r', 't', 'm') AND c.relpersistence = 'p' LIMIT 10
            """,
            commandTimeout: 0, cancellationToken: cancellationToken))).ToList();
        return new DrillCheck("indexes and tables", wrong.Count == 0, wrong.Count == 0 ? "amcheck finds no fault in any table or B-tree" : string.Join("; ", wrong));
    }

    private async Task<DrillCheck> ChainAsync(CancellationToken cancellationToken)
    {
        var report = await new LedgerVerifier(restored, checkpoints: null).VerifyAsync(null, null, 2, cancellationToken);
        return new DrillCheck("hash chain", report.Faults.Count == 0, report.Faults.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{report.Decisions:N0} decisions in {report.Batches:N0} batches on {report.Chains} chains verify")
            : $"{report.Faults.Count} faults, the first: {report.Faults[0].Message}");
    }

    /// <summary>The restored chains must be beginnings of the original's: the same hash at their end, and as many decisions up to there.</summary>
    private async Task<DrillCheck> CountsAsync(CancellationToken cancellationToken)
    {
        if (original is null)
        {
            return new DrillCheck("row counts", null, "the original server was not asked");
        }

        await using var connection = await restored.OpenConnectionAsync(cancellationToken);
        await using var other = await original.OpenConnectionAsync(cancellationToken);
        var ends = await connection.QueryAsync<(int Chain, long Number, byte[] Hash, long Decisions, long Rows)>(new CommandDefinition(
            """
            SELECT b.chain, b.number, b.hash, b.first + b.count - 1, (SELECT count(*) FROM ledger.decision d WHERE d.chain = b.chain)
            FROM ledger.batch b JOIN ledger.chain c ON c.chain = b.chain AND c.batches = b.number
            """,
            commandTimeout: 0, cancellationToken: cancellationToken));
        var (chains, rows) = (0, 0L);
        foreach (var end in ends)
        {
            var (hash, decisions) = await other.QuerySingleOrDefaultAsync<(byte[]? Hash, long Decisions)>(new CommandDefinition(
                "SELECT hash, first + count - 1 FROM ledger.batch WHERE chain = @Chain AND number = @Number", new { end.Chain, end.Number }, cancellationToken: cancellationToken));
            if (hash is null || !hash.AsSpan().SequenceEqual(end.Hash) || decisions != end.Decisions)
            {
                return new DrillCheck("row counts", false, $"batch {end.Number} of chain {end.Chain} is another in the restored ledger than in the original");
            }

            (chains, rows) = (chains + 1, rows + end.Rows);
        }

        return new DrillCheck("row counts", true, string.Create(CultureInfo.InvariantCulture, $"{chains} chains end in batches that the original has, with as many decisions up to there; {rows:N0} rows"));
    }

    /// <summary>The last decisions, scored again by the restored registry's model: the same points to the last bit.</summary>
    private async Task<DrillCheck> ScoringAsync(CancellationToken cancellationToken)
    {
        if (objects is null)
        {
            return new DrillCheck("scoring", null, "no object store is configured");
        }

        var champion = await new ModelRegistry(restored, time).FindAliasAsync(ModelAlias.Champion, cancellationToken);
        if (champion is null)
        {
            return new DrillCheck("scoring", null, "there was no champion at the time that it recovered to");
        }

        await using var connection = await restored.OpenConnectionAsync(cancellationToken);
        var ids = await connection.QueryAsync<Guid>(
            "SELECT id FROM ledger.decision WHERE model_version = @Version ORDER BY id DESC LIMIT @Most", new { champion.Version, Most = DecisionsScoredAgain });
        var card = Scorecard.Parse(await new ArtifactStore(objects).GetAsync(champion.Sha256, cancellationToken), $"the artifact {champion.Sha256}");
        var reader = new DecisionReader(restored, new ApplicantVault(keys), new SubjectIndex(keys));
        var count = 0;
        foreach (var id in ids)
        {
            var decision = await reader.FindAsync(id, cancellationToken);
            if (decision is null || card.Score(decision.Bins).Points != decision.Points)
            {
                return new DrillCheck("scoring", false, $"decision {id} scores otherwise than it was decided");
            }

            count++;
        }

        return new DrillCheck("scoring", true, $"champion {champion.Version} loads, and the last {count} decisions by it score as they were decided, to the last bit");
    }

    private static async Task<DrillCheck> TryAsync(string name, Func<Task<DrillCheck>> check)
    {
        try
        {
            return await check();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new DrillCheck(name, false, exception.Message);
        }
    }
}
