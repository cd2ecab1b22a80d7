using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditAI.Tests.Hosting.Model;

public sealed class HealthTests : IDisposable
{
    private readonly SampleAppHost _appHost = new();

    public void Dispose() => _appHost.Dispose();

    [Fact]
    public async Task AResource_IsHealthy_WhenAllItsChecksAre()
    {
        var builder = _appHost.Run();
        var second = HealthCheckResult.Unhealthy("not yet");
        builder.Services.AddHealthChecks().AddCheck("first", () => HealthCheckResult.Healthy()).AddCheck("second", () => second);
        var resource = builder.AddExecutable("a", "true", ".").WithHealthCheck("first").WithHealthCheck("second").Resource;
        await using var application = builder.Build();
        var monitor = new HealthMonitorOnly(application);
        await monitor.StartAsync();
        var notifications = application.ResourceNotifications;

        await notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.Running });
        var sick = await notifications.WaitForResourceAsync("a", e => e.Snapshot.HealthReports.Length == 2, TestContext.Current.CancellationToken);
        second = HealthCheckResult.Healthy();
        var well = await notifications.WaitForResourceHealthyAsync("a", TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, sick.Snapshot.HealthStatus);
        Assert.Contains(sick.Snapshot.HealthReports, r => r is { Name: "second", Description: "not yet" });
        Assert.Equal(HealthStatus.Healthy, well.Snapshot.HealthStatus);
        await monitor.StopAsync();
    }

    [Fact]
    public async Task AResourceThatStops_IsNotHealthyNorReady()
    {
        var builder = _appHost.Run();
        var resource = builder.AddExecutable("a", "true", ".").Resource;
        await using var application = builder.Build();
        var monitor = new HealthMonitorOnly(application);
        await monitor.StartAsync();
        var notifications = application.ResourceNotifications;
        await notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.Running });
        await notifications.WaitForResourceHealthyAsync("a", TestContext.Current.CancellationToken);

        await notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.Exited });
        var stopped = await notifications.WaitForResourceAsync("a", e => e.Snapshot.ResourceReadyEvent is null, TestContext.Current.CancellationToken);

        Assert.Null(stopped.Snapshot.HealthStatus);
        var unavailable = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => notifications.WaitForResourceHealthyAsync("a", WaitBehavior.StopOnResourceUnavailable, TestContext.Current.CancellationToken));
        Assert.Contains("Exited", unavailable.Message, StringComparison.Ordinal);
        await monitor.StopAsync();
    }

    [Fact]
    public void AProbeBesideAHealthCheckOnItsPath_IsRefused()
    {
        var api = _appHost.Run().AddProject("api", _appHost.Api).WithHttpHealthCheck("/health/ready");

        var refused = Assert.Throws<DistributedApplicationException>(() => api.WithHttpProbe(ProbeType.Readiness, "/health/ready"));

        Assert.Contains("'api'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHealthCheckWithoutAnEndpoint_IsRefused()
    {
        var tool = _appHost.Run().AddExecutable("tool", "true", ".").WithEndpoint(scheme: "tcp");

        Assert.Contains("'tool'", Assert.Throws<DistributedApplicationException>(() => tool.WithHttpHealthCheck("/")).Message, StringComparison.Ordinal);
        Assert.Contains("'tool'", Assert.Throws<DistributedApplicationException>(() => tool.WithHttpHealthCheck("/", endpointName: "tcp")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoEndpointsOfOneName_AreRefused()
    {
        var tool = _appHost.Run().AddExecutable("tool", "true", ".").WithHttpEndpoint();

        Assert.Contains("'http'", Assert.Throws<DistributedApplicationException>(() => tool.WithHttpEndpoint(port: 81)).Message, StringComparison.Ordinal);
    }
}
