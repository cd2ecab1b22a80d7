using CreditAI.Ledger;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Fairness;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreditAI.Tests.Ledger;

/// <summary>A host with the ledger's both sides, as a replica of a service has them.</summary>
internal sealed class LedgerHost : IAsyncDisposable
{
    public const string MasterKey = "a master key's secret, for tests only";

    private readonly IHost _host;

    private LedgerHost(IHost host) => _host = host;

    public IDecisionLedger Writer => Get<IDecisionLedger>();

    /// <summary>Under the owner's rights, for looking at what was written.</summary>
    public NpgsqlDataSource Database => Get<OwnerDatabase>().DataSource;

    /// <summary>What the fairness worker has counted.</summary>
    public FairnessStore Fairness => new(Database);

    public FindingStore Findings => new(Database, TimeProvider.System);

    /// <summary>As the command line has it: a service may not publish.</summary>
    public ModelRegistry Registry => new(Database, TimeProvider.System);

    /// <inheritdoc cref="Registry"/>
    public ApiKeyStore ApiKeys => new(Database, TimeProvider.System);

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<LedgerHost> StartAsync(string connectionString, Action<IHostApplicationBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "tests" });
        builder.Configuration["ConnectionStrings:creditai"] = connectionString;
        builder.Logging.ClearProviders();
        builder.Services.AddMetrics();
        builder.Configuration["Keys:Master"] = MasterKey;
        builder.AddLedger(LedgerRole.Scoring);
        builder.AddLedgerReader();
        builder.AddLedgerWriter();
        configure?.Invoke(builder);
        var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<LedgerSchema>().Ready.WaitAsync(TimeSpan.FromSeconds(60));
        return new LedgerHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
