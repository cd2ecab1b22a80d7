using CreditAI.Ledger.Access;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Checkpoints;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Fairness;
using CreditAI.Ledger.Fairness.Actions;
using CreditAI.Ledger.Fairness.Alerts;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Outcomes;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Catalog;
using CreditAI.Ledger.Registry.Evaluations;
using CreditAI.Ledger.Reviews;
using CreditAI.Ledger.Schema;
using CreditAI.Ledger.Subjects;
using CreditAI.Ledger.Telemetry;
using CreditAI.Ledger.Training;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreditAI.Ledger;

/// <summary>Wires the ledger into a host.</summary>
public static class LedgerSetup
{
    /// <summary>The connection string of the database, and the name of its data source in traces and metrics.</summary>
    public const string DatabaseName = "creditai";

    /// <summary>The connection string of the object store.</summary>
    public const string StorageName = "storage";

    /// <summary>The registry, the schema kept up to date, and a database to work on under a role.</summary>
    /// <param name="builder">The host's.</param>
    /// <param name="role">One of <see cref="LedgerRole"/>.</param>
    /// <exception cref="InvalidOperationException">No connection string is configured.</exception>
    public static IHostApplicationBuilder AddLedger(this IHostApplicationBuilder builder, string role)
    {
        var connectionString = Required(builder.Configuration, DatabaseName, "Host=…;Database=creditai;Username=…;Password=…");
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => OpenDatabase(
            connectionString, builder.Environment.ApplicationName, services.GetRequiredService<ILoggerFactory>(), role));
        builder.Services.AddSingleton(services => new OwnerDatabase(OpenDatabase(
            connectionString, builder.Environment.ApplicationName, services.GetRequiredService<ILoggerFactory>())));
        builder.Services.AddSingleton<LedgerSchema>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LedgerSchema>());
        builder.Services.AddSingleton<PostgresListener>();
        builder.Services.AddSingleton<Follower>();
        builder.Services.AddSingleton<ModelRegistry>();
        builder.Services.AddSingleton<ModelCatalog>();
        builder.Services.AddSingleton<EvaluationStore>();
        builder.Services.AddSingleton<FairnessStore>();
        builder.Services.AddSingleton<FindingStore>();
        builder.Services.AddSingleton<ActionStore>();
        builder.Services.AddSingleton<AlertOutbox>();
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton<ApiKeyStore>();
        builder.Services.AddSingleton<PolicyStore>();
        builder.Services.AddSingleton<ReviewStore>();
        builder.Services.AddSingleton<TrainingQueue>();
        builder.Services.AddSingleton<TrainingSchedules>();
        builder.Services.AddHealthChecks().AddCheck<LedgerHealthCheck>("ledger", timeout: TimeSpan.FromSeconds(2));
        return builder;
    }

    /// <summary>The keys that decisions are sealed with, and the ledger's reading side.</summary>
    public static IHostApplicationBuilder AddLedgerReader(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<MasterKeyOptions>().BindConfiguration("Keys").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<MasterKeys>();
        builder.Services.AddSingleton<DataKeys>();
        builder.Services.AddSingleton<ApplicantVault>();
        builder.Services.AddSingleton<SubjectIndex>();
        builder.Services.AddSingleton(services => new DecisionReader(
            services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<ApplicantVault>(), services.GetRequiredService<SubjectIndex>()));
        builder.Services.AddSingleton(services => new OwnRows(services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<ApplicantVault>()));
        builder.Services.AddSingleton<OutcomeStore>();
        builder.Services.AddSingleton(services => new SubjectStore(
            services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<DecisionReader>(), services.GetRequiredService<SubjectIndex>(),
            services.GetRequiredService<AuditLog>(), services.GetRequiredService<TimeProvider>()));
        return builder;
    }

    /// <summary>Checkpoints of the chains, signed and copied to the object store now and then.</summary>
    public static IHostApplicationBuilder AddCheckpoints(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<CheckpointOptions>().BindConfiguration("Checkpoints").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SigningKey>();
        builder.Services.AddSingleton<CheckpointMaker>();
        builder.Services.AddHostedService<CheckpointService>();
        return builder;
    }

    /// <summary>The ledger's writing side: <see cref="IDecisionLedger"/>.</summary>
    public static IHostApplicationBuilder AddLedgerWriter(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<LedgerOptions>().BindConfiguration("Ledger").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<LedgerMetrics>();
        builder.Services.AddSingleton<BatchBell>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BatchBell>());
        builder.Services.AddSingleton<LedgerBreaker>();
        builder.Services.AddSingleton<LedgerWriter>();
        builder.Services.AddSingleton<IDecisionLedger>(services => services.GetRequiredService<LedgerWriter>());
        builder.Services.AddHostedService(services => services.GetRequiredService<LedgerWriter>());
        builder.Services.AddHealthChecks().AddCheck<LedgerWriterHealthCheck>("ledger-writer");
        return builder;
    }

    /// <summary>The object store and the model artifacts in it.</summary>
    /// <exception cref="InvalidOperationException">No connection string is configured.</exception>
    public static IHostApplicationBuilder AddObjectStore(this IHostApplicationBuilder builder)
    {
        var connectionString = Required(builder.Configuration, StorageName, "Directory=/path");
        builder.Services.AddSingleton(_ => ObjectStoreFactory.Open(connectionString));
        builder.Services.AddSingleton<ArtifactStore>();
        return builder;
    }

    /// <summary>A pool of connections with the ledger's settings; the string's own settings win.</summary>
    /// <param name="connectionString">As configured.</param>
    /// <param name="applicationName">As PostgreSQL shows it.</param>
    /// <param name="loggers">Null for no logs.</param>
    /// <param name="role">Taken by every connection as it opens; null for the login's own rights.</param>
    public static NpgsqlDataSource OpenDatabase(string connectionString, string applicationName, ILoggerFactory? loggers = null, string? role = null)
    {
        var defaults = new NpgsqlConnectionStringBuilder
        {
            Timeout = 3, // A database that does not answer is found out while a caller still waits.
            CommandTimeout = 10,
            ReadBufferSize = 64 * 1024, // Verification and lists read much; the driver takes its own 8 KiB at a time.
            CancellationTimeout = 500, // ms: one that does not even answer a cancellation is given up on.
            KeepAlive = 15,
            MaxAutoPrepare = 32,
            AutoPrepareMinUsages = 2,
            ApplicationName = applicationName,
        };
        var settings = new NpgsqlConnectionStringBuilder(defaults.ConnectionString + ";" + connectionString);
        if (role is not null)
        {
            settings.Options = $"{settings.Options} -c role={role}".TrimStart();
        }

        var dataSource = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = DatabaseName };
        if (loggers is not null)
        {
            dataSource.UseLoggerFactory(loggers);
        }

        return dataSource.Build();
    }

    private static string Required(IConfiguration configuration, string name, string example)
        => configuration.GetConnectionString(name) is { Length: > 0 } connectionString
            ? connectionString
            : throw new InvalidOperationException($"No connection string '{name}': set ConnectionStrings__{name} to '{example}'.");
}
