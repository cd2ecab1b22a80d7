using Npgsql;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>The right to count and to write findings, which one replica has at a time.</summary>
/// <param name="duration">How long it lasts when it is not renewed: until then nobody takes over from a replica that died.</param>
public sealed class FairnessLease(TimeSpan duration)
{
    private const string Name = "watch";

    // In the transaction that it is for: who lost it meanwhile fails to commit instead of counting twice.
    private const string Sql = """
        INSERT INTO fairness.lease AS held (name, holder, until) VALUES ($1, $2, clock_timestamp() + $3)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE held.holder = excluded.holder OR held.until < clock_timestamp()
        RETURNING holder
        """;

    private readonly Guid _holder = Guid.CreateVersion7();

    /// <summary>Takes it, or renews it.</summary>
    /// <returns>False while another replica has it.</returns>
    public async Task<bool> HoldAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new() { Value = Name });
        command.Parameters.Add(new() { Value = _holder });
        command.Parameters.Add(new() { Value = duration });
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <inheritdoc cref="HoldAsync(NpgsqlConnection, CancellationToken)"/>
    public async Task<bool> HoldAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await HoldAsync(connection, cancellationToken);
    }

    /// <summary>Gives it back, so that another replica need not wait for its end.</summary>
    public async Task ReleaseAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("DELETE FROM fairness.lease WHERE name = $1 AND holder = $2", connection);
        command.Parameters.Add(new() { Value = Name });
        command.Parameters.Add(new() { Value = _holder });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
