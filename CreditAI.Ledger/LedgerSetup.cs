using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Fairness;
using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Outcomes;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Reviews;
using CreditAI.Ledger.Schema;
using CreditAI.Ledger.Telemetry;
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

    /// <summary>The ledger's reading side, the registry, and the schema kept up to date.</summary>
    /// <exception cref="InvalidOperationException">No connection string is configured.</exception>
    public static IHostApplicationBuilder AddLedger(this IHostApplicationBuilder builder)
    {
        var connectionString = Required(builder.Configuration, DatabaseName, "Host=…;Database=creditai;Username=…;Password=…");
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => OpenDatabase(
            connectionString, builder.Environment.ApplicationName, services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<LedgerSchema>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LedgerSchema>());
        builder.Services.AddSingleton<PostgresListener>();
        builder.Services.AddSingleton<DecisionReader>();
        builder.Services.AddSingleton<ModelRegistry>();
        builder.Services.AddSingleton<FairnessStore>();
        builder.Services.AddSingleton<PolicyStore>();
        builder.Services.AddSingleton<OutcomeStore>();
        builder.Services.AddSingleton<ReviewStore>();
        builder.Services.AddHealthChecks().AddCheck<LedgerHealthCheck>("ledger", timeout: TimeSpan.FromSeconds(2));
        return builder;
    }

    /// <summary>The ledger's writing side: <see cref="IDecisionLedger"/>.</summary>
    public static IHostApplicationBuilder AddLedgerWriter(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<LedgerOptions>().BindConfiguration("Ledger").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<LedgerMetrics>();
        builder.Services.AddSingleton<BatchBell>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BatchBell>());
        builder.Services.AddSingleton<LedgerWriter>();
        builder.Services.AddSingleton<IDecisionLedger>(services => services.GetRequiredService<LedgerWriter>());
        builder.Services.AddHostedService(services => services.GetRequiredService<LedgerWriter>());
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
    public static NpgsqlDataSource OpenDatabase(string connectionString, string applicationName, ILoggerFactory? loggers = null)
    {
        var defaults = new NpgsqlConnectionStringBuilder
        {
            Timeout = 3, // A database that does not answer is found out while a caller still waits.
            CommandTimeout = 10,
            KeepAlive = 15,
            MaxAutoPrepare = 32,
            AutoPrepareMinUsages = 2,
            ApplicationName = applicationName,
        };
        var dataSource = new NpgsqlDataSourceBuilder(defaults.ConnectionString + ";" + connectionString) { Name = DatabaseName };
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
