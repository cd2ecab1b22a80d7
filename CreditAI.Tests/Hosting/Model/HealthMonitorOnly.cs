using Aspire.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CreditAI.Tests.Hosting.Model;

/// <summary>Starts of an application's hosted services the one that watches over health, so that no process is run.</summary>
internal sealed class HealthMonitorOnly(DistributedApplication application)
{
    private readonly ResourceHealthMonitor _monitor = application.Services.GetServices<IHostedService>().OfType<ResourceHealthMonitor>().Single();

    public Task StartAsync() => _monitor.StartAsync(TestContext.Current.CancellationToken);

    public Task StopAsync() => _monitor.StopAsync(CancellationToken.None);
}
