using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Keys;

/// <summary>
/// The ledger's keys, kept in the database wrapped by the master key (envelope encryption), so that rotating the master key wraps a
/// handful of keys anew and touches no decision. Thread-safe.
/// </summary>
public sealed class DataKeys(NpgsqlDataSource dataSource, MasterKeys masters, TimeProvider time)
{
    private readonly ConcurrentDictionary<int, DataKey> _known = new();
    private readonly ConcurrentDictionary<string, DataKey> _single = new();

    /// <summary>Of the master key that wraps new keys.</summary>
    public string MasterKeyId => masters.CurrentId;

    /// <summary>A new key that wraps applicants' keys.</summary>
    internal async Task<DataKey> CreateAsync(CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return Remember(new DataKey((await InsertAsync(key, DataKeyPurpose.Applicant, cancellationToken))!.Value, key));
    }

    /// <exception cref="LostKeyException">Its master key is not configured, or there is no such key.</exception>
    internal async Task<DataKey> GetAsync(int id, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(id, out var known))
        {
            return known;
        }

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            "SELECT id, purpose, master_key AS MasterKey, wrapped FROM ledger.data_key WHERE id = @id", new { id }, cancellationToken: cancellationToken));
        return row is null ? throw new LostKeyException($"The ledger has no key {id}, which a decision's key is wrapped with.") : Remember(Unwrap(row));
    }

    /// <summary>The key that there is one of; the first caller of all replicas makes it.</summary>
    /// <param name="purpose">Index or signing.</param>
    /// <param name="make">Makes its bytes.</param>
    /// <exception cref="LostKeyException">Its master key is not configured.</exception>
    internal async Task<DataKey> SingleAsync(string purpose, Func<byte[]> make, CancellationToken cancellationToken)
    {
        if (_single.TryGetValue(purpose, out var known))
        {
            return known;
        }

        if (await FindSingleAsync(purpose, cancellationToken) is not { } row)
        {
            await InsertAsync(make(), purpose, cancellationToken);
            row = (await FindSingleAsync(purpose, cancellationToken))!;
        }

        return _single[purpose] = Remember(Unwrap(row));
    }

    /// <summary>Whether the key of which there is one has been made.</summary>
    internal async Task<bool> HasSingleAsync(string purpose, CancellationToken cancellationToken)
        => _single.ContainsKey(purpose) || await FindSingleAsync(purpose, cancellationToken) is not null;

    /// <summary>Wraps every key by the current master key, all of them or none.</summary>
    /// <returns>How many were wrapped by another before.</returns>
    /// <exception cref="LostKeyException">One of them is wrapped by a master key that is not configured.</exception>
    public async Task<int> RotateAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        const string Select = "SELECT id, purpose, master_key AS MasterKey, wrapped FROM ledger.data_key WHERE master_key <> @current ORDER BY id FOR UPDATE";
        Row[] rows = [.. await connection.QueryAsync<Row>(
            new CommandDefinition(Select, new { current = masters.CurrentId }, transaction, cancellationToken: cancellationToken))];
        foreach (var row in rows)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE ledger.data_key SET master_key = @current, wrapped = @wrapped WHERE id = @Id",
                new { current = masters.CurrentId, wrapped = masters.Wrap(Unwrap(row).Key, row.Purpose), row.Id }, transaction, cancellationToken: cancellationToken));
        }

        return rows.Length;
    }

    private async Task<int?> InsertAsync(byte[] key, string purpose, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO ledger.data_key (purpose, master_key, wrapped, created_at) VALUES (@purpose, @master, @wrapped, @now)
            ON CONFLICT (purpose) WHERE purpose <> 'applicant' DO NOTHING
            RETURNING id
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            Sql, new { purpose, master = masters.CurrentId, wrapped = masters.Wrap(key, purpose), now = time.GetUtcNow().UtcDateTime }, cancellationToken: cancellationToken));
    }

    private async Task<Row?> FindSingleAsync(string purpose, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            "SELECT id, purpose, master_key AS MasterKey, wrapped FROM ledger.data_key WHERE purpose = @purpose", new { purpose }, cancellationToken: cancellationToken));
    }

    private DataKey Remember(DataKey key) => _known[key.Id] = key;

    private DataKey Unwrap(Row row) => new(row.Id, masters.Unwrap(row.MasterKey, row.Wrapped, row.Purpose));

    private sealed record Row(int Id, string Purpose, string MasterKey, byte[] Wrapped);
}
