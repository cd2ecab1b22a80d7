using Npgsql;

namespace CreditAI.Ledger.Schema;

/// <summary>The database under the login's own rights, which keep the schema; everything else works under a role.</summary>
public sealed class OwnerDatabase(NpgsqlDataSource dataSource) : IAsyncDisposable
{
    public NpgsqlDataSource DataSource { get; } = dataSource;

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
