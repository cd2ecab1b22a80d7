using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Runs the application model on this machine: everything that can start at once does, under one DCP that ends with the host.</summary>
internal sealed partial class ApplicationOrchestrator(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    DcpBundleLocator bundles,
    InstanceSet instances,
    InstanceRunner runner,
    IConfiguration configuration,
    ResourceLoggerService loggers,
    EndpointAllocator endpoints,
    HiddenExecutables hidden,
    ResourceUrls urls,
    PassiveResources passive,
    DcpWatcher watcher,
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILogger<ApplicationOrchestrator> logger) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _work = [];
    private DcpSession? _session;

    /// <exception cref="DistributedApplicationException">The application cannot run as it is; the message says what to change. Nothing is left running.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!executionContext.IsRunMode)
        {
            return;
        }

        try
        {
            await RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_session is not null)
        {
            await _session.DisposeAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(_work).ConfigureAwait(false);
        instances.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var resources = model.Resources.ToList();
        var launched = instances.ByResource.ToList();
        foreach (var group in launched)
        {
            group.Key.Annotations.Add(new DcpInstancesAnnotation([.. group.Select(instance => new DcpInstance(instance.Name, instance.DcpName.Suffix, instance.Index))]));
        }

        await ShowAsync(resources).ConfigureAwait(false);

        var bundle = await bundles.FindAsync(cancellationToken).ConfigureAwait(false);
        _session = await DcpSession.StartAsync(bundle, logger, cancellationToken).ConfigureAwait(false);
        runner.Client = _session.Client;
        _work.Add(EndWhenLostAsync(_session));

        await endpoints.AllocateAsync(_session.Client, [.. launched.Select(group => group.Key)], cancellationToken).ConfigureAwait(false);
        if (await hidden.StartAsync(bundle, _session.Client, cancellationToken).ConfigureAwait(false) is { } otlp)
        {
            // Where the environment of services that export telemetry takes it from.
            configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = otlp.Endpoint;
            configuration["AppHost:OtlpApiKey"] = otlp.ApiKey;
        }

        if (instances.All.Any(instance => instance is ContainerInstance))
        {
            await ContainerNetwork.CreateAsync(_session.Client, cancellationToken).ConfigureAwait(false);
        }

        await SayAllocatedAsync(resources, launched, cancellationToken).ConfigureAwait(false);
        _work.Add(watcher.RunAsync(_session.Client, _stopping.Token));
        _work.Add(passive.FollowParentsAsync(resources, _stopping.Token));
        await StartAllAsync(resources, launched).ConfigureAwait(false);
        await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has every resource seen, with its health checks unanswered, before the first one starts.</summary>
    private async Task ShowAsync(IEnumerable<IResource> resources)
    {
        foreach (var resource in resources)
        {
            var unanswered = resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => new HealthReportSnapshot(check.Key, null, null, null)).ToList();
            var isExplicit = resource.Annotations.OfType<ExplicitStartupAnnotation>().Any();
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot with
            {
                HealthReports = [.. unanswered],
                Properties = resource is ProjectResource project
                    ? snapshot.Properties.With(new ResourcePropertySnapshot("project.path", project.GetProjectMetadata().ProjectPath))
                    : snapshot.Properties,
                State = snapshot.State ?? (isExplicit ? KnownResourceStates.NotStarted : null),
            }).ConfigureAwait(false);
        }
    }

    private async Task SayAllocatedAsync(List<IResource> resources, List<IGrouping<IResource, ResourceInstance>> launched, CancellationToken cancellationToken)
    {
        foreach (var resource in launched.Select(group => group.Key).OfType<IResourceWithEndpoints>())
        {
            await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken).ConfigureAwait(false);
        }

        foreach (var resource in resources)
        {
            await urls.PublishAsync(resource, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task StartAllAsync(List<IResource> resources, List<IGrouping<IResource, ResourceInstance>> launched)
    {
        foreach (var resource in resources)
        {
            var initialize = new InitializeResourceEvent(resource, eventing, loggers, notifications, services);
            _work.Add(Task.Run(() => InitializeAsync(initialize)));
        }

        foreach (var group in launched)
        {
            await passive.SayConnectionStringsAsync(group.Key, resources, _stopping.Token).ConfigureAwait(false);
            if (!group.Key.Annotations.OfType<ExplicitStartupAnnotation>().Any())
            {
                _work.Add(Task.Run(() => runner.StartAsync(group.Key, [.. group], _stopping.Token)));
            }
        }
    }

    private async Task InitializeAsync(InitializeResourceEvent initialize)
    {
        try
        {
            await eventing.PublishAsync(initialize, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The host ends.
        }
        catch (Exception exception)
        {
            LogNotInitialized(initialize.Resource.Name, exception.Message);
            await notifications.PublishUpdateAsync(initialize.Resource, snapshot => snapshot with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            }).ConfigureAwait(false);
        }
    }

    private async Task EndWhenLostAsync(DcpSession session)
    {
        var stopped = Task.Delay(Timeout.Infinite, _stopping.Token);
        if (await Task.WhenAny(session.Lost, stopped).ConfigureAwait(false) == stopped)
        {
            return;
        }

        LogLost(await session.Lost.ConfigureAwait(false));
        await Orphans.EndAsync([.. instances.All.Select(instance => instance.Pid).OfType<int>()]).ConfigureAwait(false);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The orchestrator (DCP) is gone: {Reason}. The application cannot run without it and ends")]
    private partial void LogLost(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Resource '{Resource}' did not come up: {Reason}")]
    private partial void LogNotInitialized(string resource, string reason);
}
