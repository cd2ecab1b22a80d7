using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CreditAI.Tests.Hosting.Dashboard;

/// <summary>The dashboard's half of a host: real notifications, logs and commands, and no orchestrator.</summary>
internal sealed class DashboardApplication(IHost host) : IAsyncDisposable
{
    public IServiceProvider Services => host.Services;

    public ResourceNotificationService Notifications => Services.GetRequiredService<ResourceNotificationService>();

    public ResourceLoggerService Logs => Services.GetRequiredService<ResourceLoggerService>();

    public DashboardOptions Options => Services.GetRequiredService<DashboardOptions>();

    public static async Task<DashboardApplication> StartAsync(Dictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "CreditAI.AppHost" });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton<ResourceNotificationService>();
        builder.Services.AddSingleton<ResourceLoggerService>();
        builder.Services.AddSingleton(s => new ResourceCommandService(
            s.GetRequiredService<ResourceNotificationService>(), s.GetRequiredService<ResourceLoggerService>(), s));
        builder.Services.AddDashboard();
        var application = new DashboardApplication(builder.Build());
        await application.StartAsync();
        return application;
    }

    public async Task<GrpcCaller> ConnectAsync() => new(await AddressAsync(), Options.ResourceServiceApiKey);

    public Task<Uri> AddressAsync() =>
        Services.GetRequiredService<ResourceServiceHost>().StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private Task StartAsync() => host.StartAsync(TestContext.Current.CancellationToken);
}
