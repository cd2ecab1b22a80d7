using CreditAI.Ledger;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreditAI.Tests.Ledger;

/// <summary>A host with the ledger's both sides, as a replica of a service has them.</summary>
internal sealed class LedgerHost : IAsyncDisposable
{
    private readonly IHost _host;

    private LedgerHost(IHost host) => _host = host;

    public IDecisionLedger Writer => Get<IDecisionLedger>();

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<LedgerHost> StartAsync(string connectionString, Action<IHostApplicationBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "tests" });
        builder.Configuration["ConnectionStrings:creditai"] = connectionString;
        builder.Logging.ClearProviders();
        builder.Services.AddMetrics();
        builder.AddLedger();
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
