using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts, stops and restarts the processes and containers of resources, in the order their waits ask for.</summary>
internal sealed partial class InstanceRunner(
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IDistributedApplicationEventing eventing,
    InstanceConfigurationBuilder configurations,
    InstanceSet instances,
    IServiceProvider services,
    ILogger<InstanceRunner> logger) : IResourceController
{
    /// <summary>Of the running orchestrator; set before anything is started.</summary>
    public DcpClient Client { get; set; } = null!;

    /// <summary>The first start of a resource, with all its replicas, once what it waits for is there.</summary>
    public async Task StartAsync(IResource resource, IReadOnlyCollection<ResourceInstance> replicas, CancellationToken cancellationToken)
    {
        try
        {
            await notifications.WaitForDependenciesAsync(resource, cancellationToken).ConfigureAwait(false);
            await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(replicas.Select(instance => CreateAsync(instance, cancellationToken))).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The host ends before the resource began.
        }
        catch (Exception exception)
        {
            await FailAsync(resource, exception).ConfigureAwait(false);
        }
    }

    /// <summary>Starts one instance at a person's wish: at once, even if what it waits for is not there.</summary>
    public async Task StartResourceAsync(string resourceId, CancellationToken cancellationToken)
        => await ReplaceAsync(Find(resourceId), cancellationToken).ConfigureAwait(false);

    public async Task StopResourceAsync(string resourceId, CancellationToken cancellationToken)
    {
        var instance = Find(resourceId);
        await instance.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await PublishStateAsync(instance, KnownResourceStates.Stopping).ConfigureAwait(false);
            await instance.StopAsync(Client, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            instance.Turn.Release();
        }
    }

    /// <summary>DCP never starts an object a second time, so the old one makes room; the proxy before it keeps its port.</summary>
    private async Task ReplaceAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        await instance.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await instance.DeleteAsync(Client, cancellationToken).ConfigureAwait(false);
            await eventing.PublishAsync(new BeforeResourceStartedEvent(instance.Resource, services), cancellationToken).ConfigureAwait(false);
            await CreateAsync(instance, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await FailAsync(instance.Resource, exception).ConfigureAwait(false);
            throw;
        }
        finally
        {
            instance.Turn.Release();
        }
    }

    private async Task CreateAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        await notifications.PublishUpdateAsync(instance.Resource, instance.Name, snapshot => snapshot with
        {
            State = KnownResourceStates.Starting,
            ExitCode = null,
            StartTimeStamp = null,
            StopTimeStamp = null,
            ResourceReadyEvent = null,
            HealthReports = [.. snapshot.HealthReports.Select(report => new HealthReportSnapshot(report.Name, null, null, null))],
        }).ConfigureAwait(false);
        var configuration = await configurations.BuildAsync(instance.Resource, loggers.GetLogger(instance.Name), cancellationToken).ConfigureAwait(false);
        await instance.CreateAsync(Client, configuration, cancellationToken).ConfigureAwait(false);
    }

    private async Task FailAsync(IResource resource, Exception exception)
    {
        LogFailed(loggers.GetLogger(resource), resource.Name, exception.Message);
        LogFailed(logger, resource.Name, exception.Message);
        await notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
        }).ConfigureAwait(false);
    }

    private ResourceInstance Find(string resourceId)
        => instances.Find(resourceId) ?? throw new DistributedApplicationException($"There is no resource '{resourceId}' that could be started or stopped.");

    private Task PublishStateAsync(ResourceInstance instance, string state)
        => notifications.PublishUpdateAsync(instance.Resource, instance.Name, snapshot => snapshot with { State = state });

    [LoggerMessage(Level = LogLevel.Error, Message = "Resource '{Resource}' did not start: {Reason}")]
    private static partial void LogFailed(ILogger logger, string resource, string reason);
}
