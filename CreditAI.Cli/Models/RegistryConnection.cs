using CreditAI.Cli.Running;
using CreditAI.Ledger;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Evaluations;
using CreditAI.Ledger.Schema;
using Npgsql;

namespace CreditAI.Cli.Models;

/// <summary>The registry's database and object store, named by the environment.</summary>
internal sealed class RegistryConnection : IAsyncDisposable
{
    public const string DatabaseVariable = $"ConnectionStrings__{LedgerSetup.DatabaseName}";
    public const string StorageVariable = $"ConnectionStrings__{LedgerSetup.StorageName}";

    public const string DatabaseExample = "Host=…;Database=creditai;Username=…;Password=…";

    // In seconds. No caller waits for a command as for the service: a server that starts, or is busy, gets its time.
    private const string Patience = "Timeout=60;Command Timeout=120;";

    private RegistryConnection(NpgsqlDataSource database)
    {
        Database = database;
        Registry = new ModelRegistry(database, TimeProvider.System);
        Evaluations = new EvaluationStore(database, TimeProvider.System);
        Policies = new PolicyStore(database, new AuditLog(database, TimeProvider.System), TimeProvider.System);
        ApiKeys = new ApiKeyStore(database, TimeProvider.System);
    }

    public NpgsqlDataSource Database { get; }

    public ModelRegistry Registry { get; }

    public EvaluationStore Evaluations { get; }

    public PolicyStore Policies { get; }

    public ApiKeyStore ApiKeys { get; }

    /// <exception cref="ModelRegistryException">There is no such version.</exception>
    public async Task<ModelVersion> RequireAsync(int version, CancellationToken cancellationToken)
        => await Registry.FindAsync(version, cancellationToken)
            ?? throw new ModelRegistryException($"There is no model version {version}; 'creditai models list' shows those there are.");

    /// <returns>How far a version is on its way to champion.</returns>
    public async Task<Func<ModelVersion, string>> StagesAsync(CancellationToken cancellationToken)
    {
        var (latest, policy) = (await Evaluations.LatestAsync(cancellationToken), await Policies.CurrentAsync(cancellationToken));
        return model => ModelStage.Of(model, latest.GetValueOrDefault(model.Version), policy.Policy.Promotion);
    }

    /// <exception cref="UsageException">The environment names no database.</exception>
    public static NpgsqlDataSource OpenDatabase() => LedgerSetup.OpenDatabase(Patience + Required(DatabaseVariable, DatabaseExample), "creditai");

    /// <summary>Opens the registry, with its schema brought up to date.</summary>
    /// <exception cref="UsageException">The environment names no database.</exception>
    public static async Task<RegistryConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var database = OpenDatabase();
        await LedgerSchema.EnsureAsync(database, TimeProvider.System, cancellationToken);
        return new RegistryConnection(database);
    }

    /// <exception cref="UsageException">The environment names no object store, or not well.</exception>
    public static ArtifactStore OpenArtifacts() => new(OpenObjects());

    /// <inheritdoc cref="OpenArtifacts"/>
    public static IObjectStore OpenObjects()
    {
        try
        {
            return ObjectStoreFactory.Open(Required(StorageVariable, "Directory=/path"));
        }
        catch (ArgumentException fault)
        {
            throw new UsageException($"{StorageVariable}: {fault.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <exception cref="UsageException">The variable is not set.</exception>
    public static string Required(string variable, string example) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new UsageException($"the environment variable {variable} is not set; it is of the form {example}");
}
