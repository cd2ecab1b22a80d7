using CreditAI.Backups.Base;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Drills;
using CreditAI.Backups.Objects;
using CreditAI.Backups.Objects.Kubernetes;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Retention;
using CreditAI.Backups.Wal;
using CreditAI.Ledger;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CreditAI.BackupWorker.Backing;

internal static class BackupSetup
{
    /// <summary>The connection string of the server under the backup role.</summary>
    public const string DatabaseName = "backup";

    public static void AddBackups(this IHostApplicationBuilder builder)
    {
        var server = builder.Configuration.GetConnectionString(DatabaseName) is { Length: > 0 } text
            ? text
            : throw new InvalidOperationException($"No connection string '{DatabaseName}': set ConnectionStrings__{DatabaseName} to 'Host=…;Database=creditai;Username=creditai_backup;Password=…' (creditai backup role makes the role).");
        var regions = RegionOptions.Open(builder.Configuration.GetSection(RegionOptions.Section).GetChildren().Select(region => KeyValuePair.Create(region.Key, region.Value)));
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<BackupOptions>().BindConfiguration("Backup").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DrillOptions>().BindConfiguration("Drill").ValidateOnStart();
        services.AddOptions<MasterKeyOptions>().BindConfiguration("Keys").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MasterKeys>();
        services.AddSingleton(provider => new RegionSet(regions, provider.GetRequiredService<ILogger<RegionSet>>()));
        services.AddSingleton<WalProgress>();
        services.AddSingleton<BackupRecord>();
        services.AddSingleton<BackupMetrics>();
        services.AddSingleton(_ => new ClusterServer(server));
        services.AddSingleton(provider => ReceiverOf(provider, server));
        services.AddSingleton(provider => StoredObjectsOf(provider, builder.Configuration));
        services.AddSingleton(BaseBackupOf);
        services.AddSingleton(ExpiryOf);
        services.AddSingleton(provider => DrillOf(provider, server, builder.Configuration));
        services.AddHostedService<WalService>();
        services.AddHostedService<BackupService>();
        services.AddHealthChecks().AddCheck<BackupHealthCheck>("backup");
    }

    private static WalReceiver ReceiverOf(IServiceProvider services, string server)
    {
        var options = Options(services);
        return new WalReceiver(
            server, cluster => new WalArchive(services.GetRequiredService<RegionSet>(), services.GetRequiredService<MasterKeys>(), cluster, options.Compression),
            new WalReceiverOptions(options.Slot, TimeSpan.FromSeconds(options.WalSeconds)), services.GetRequiredService<WalProgress>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<WalReceiver>>());
    }

    private static StoredObjects StoredObjectsOf(IServiceProvider services, IConfiguration configuration)
    {
        var (options, time) = (Options(services), services.GetRequiredService<TimeProvider>());
        var sources = new Dictionary<CopiedKind, IObjectSource>();
        if (configuration.GetConnectionString(LedgerSetup.StorageName) is { Length: > 0 } storage)
        {
            sources[CopiedKind.Objects] = ObjectStoreFactory.Open(storage);
        }

        if (options.Configuration is { Length: > 0 } directory)
        {
            sources[CopiedKind.Configuration] = new ConfigurationFiles(directory, time);
        }

        if (options.Kubernetes)
        {
            sources[CopiedKind.Kubernetes] = new KubernetesObjects(ServiceAccount.OfThisPod(), time);
        }

        return new StoredObjects(sources, services.GetRequiredService<RegionSet>(), services.GetRequiredService<MasterKeys>(), options, time, services.GetRequiredService<ILogger<StoredObjects>>());
    }

    private static BaseBackup BaseBackupOf(IServiceProvider services)
    {
        var options = Options(services);
        return new BaseBackup(
            services.GetRequiredService<ClusterServer>(), services.GetRequiredService<RegionSet>(), services.GetRequiredService<MasterKeys>(),
            new BaseBackupOptions { Readers = options.Readers, BytesPerSecond = options.MebibytesPerSecond * 1024L * 1024, Compression = options.Compression },
            options.Slot, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<BaseBackup>>());
    }

    private static Expiry ExpiryOf(IServiceProvider services) => new(
        services.GetRequiredService<RegionSet>(), services.GetRequiredService<MasterKeys>(), new RetentionPolicy(Options(services).RetentionDays, Options(services).LeastFulls),
        services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<Expiry>>());

    private static Drill DrillOf(IServiceProvider services, string server, IConfiguration configuration)
    {
        // The restored server's restore_command is told by its environment what this process was told by its settings.
        var environment = configuration.GetSection(RegionOptions.Section).GetChildren().Select(region => KeyValuePair.Create($"Backup__Regions__{region.Key}", region.Value!))
            .Concat(configuration.GetSection("Keys").AsEnumerable().Where(key => key.Value is not null).Select(key => KeyValuePair.Create(key.Key.Replace(":", "__", StringComparison.Ordinal), key.Value!)))
            .ToDictionary();
        var storage = configuration.GetConnectionString(LedgerSetup.StorageName);
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "creditai.exe" : "creditai");
        return new Drill(
            services.GetRequiredService<RegionSet>(), services.GetRequiredService<MasterKeys>(), services.GetRequiredService<IOptions<DrillOptions>>().Value,
            $"\"{program}\" wal-fetch %f %p", environment, server, storage is null ? null : ObjectStoreFactory.Open(storage),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<Drill>>());
    }

    private static BackupOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<BackupOptions>>().Value;
}
