using System.Security.Cryptography;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Checkpoints;
using CreditAI.Ledger.Fairness.Actions;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Schema;
using Npgsql;

namespace CreditAI.Cli.Ledger;

/// <summary>The ledger's database under its owner's rights, named by the environment, and the keys to it.</summary>
internal sealed class LedgerConnection : IAsyncDisposable
{
    public const string MasterVariable = "Keys__Master";
    public const string PreviousVariable = "Keys__Previous__";

    private LedgerConnection(NpgsqlDataSource database) => Database = database;

    public NpgsqlDataSource Database { get; }

    public AuditLog Audit => new(Database, TimeProvider.System);

    public ActionStore Actions => new(Database, new PolicyStore(Database, Audit, TimeProvider.System), Audit, TimeProvider.System);

    /// <exception cref="UsageException">The environment names no database.</exception>
    public static async Task<LedgerConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var database = RegistryConnection.OpenDatabase();
        await LedgerSchema.EnsureAsync(database, TimeProvider.System, cancellationToken);
        return new LedgerConnection(database);
    }

    /// <exception cref="UsageException">The environment has no master key.</exception>
    /// <exception cref="LostKeyException">A secret is too short.</exception>
    public DataKeys Keys() => Keys(Database);

    /// <inheritdoc cref="Keys()"/>
    public static DataKeys Keys(NpgsqlDataSource database) => new(database, MasterKeys(), TimeProvider.System);

    /// <exception cref="UsageException">The environment has no master key.</exception>
    /// <exception cref="LostKeyException">A secret is too short.</exception>
    public static MasterKeys MasterKeys()
    {
        var previous = Enumerable.Range(0, int.MaxValue)
            .Select(index => Environment.GetEnvironmentVariable(FormattableString.Invariant($"{PreviousVariable}{index}")))
            .TakeWhile(secret => !string.IsNullOrEmpty(secret));
        return new MasterKeys(RegistryConnection.Required(MasterVariable, "a generated secret of at least 32 characters"), previous!);
    }

    /// <summary>The ledger's public signing key: from a file, or by the master key from the database.</summary>
    public async Task<ECDsa> PublicKeyAsync(FileInfo? pem, CancellationToken cancellationToken)
    {
        var text = pem is null
            ? await new SigningKey(Keys()).PublicPemAsync(cancellationToken)
            : await File.ReadAllTextAsync(pem.FullName, cancellationToken);
        var key = ECDsa.Create();
        key.ImportFromPem(text);
        return key;
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
