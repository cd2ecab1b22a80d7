using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Dcp.Model;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Turns what DCP reports into resource states and console lines, for as long as the application runs.</summary>
internal sealed partial class DcpWatcher(
    ResourceNotificationService notifications,
    InstanceSet instances,
    HiddenExecutables hidden,
    ConsoleLogs logs,
    BadEndings badEndings,
    ILogger<DcpWatcher> logger)
{
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs until cancelled; a DCP that is gone for good is noticed by its session.</summary>
    public Task RunAsync(DcpClient client, CancellationToken cancellationToken)
    {
        var executables = WatchAsync<ExecutableSpec, ExecutableStatus>(
            client,
            async executable =>
            {
                if (!hidden.Observe(executable) && Find(executable.Metadata) is { } instance)
                {
                    instance.Pid = executable.Status?.State == ExecutableState.Running ? executable.Status.Pid : null;
                    await notifications.PublishUpdateAsync(instance.Resource, instance.Name, snapshot => snapshot.Apply(executable)).ConfigureAwait(false);
                    FollowLogs(instance, executable.Metadata, executable.Status?.State, client, cancellationToken);
                    if (executable.Status is { State: ExecutableState.Finished, ExitCode: { } exitCode and not 0 } && !instance.IsEndAskedFor)
                    {
                        badEndings.Tell(instance, executable.Metadata.Uid!, exitCode, cancellationToken);
                    }
                }
            },
            cancellationToken);

        if (!instances.All.Any(instance => instance is ContainerInstance))
        {
            return executables;
        }

        var containers = WatchAsync<ContainerSpec, ContainerStatus>(
            client,
            async container =>
            {
                if (Find(container.Metadata) is { } instance)
                {
                    await notifications.PublishUpdateAsync(instance.Resource, instance.Name, snapshot => snapshot.Apply(container)).ConfigureAwait(false);
                    FollowLogs(instance, container.Metadata, container.Status?.State, client, cancellationToken);
                    SayWhatIsMissing(instance, container.Status?.State);
                }
            },
            cancellationToken);
        return Task.WhenAll(executables, containers);
    }

    private async Task WatchAsync<TSpec, TStatus>(DcpClient client, Func<DcpObject<TSpec, TStatus>, Task> changed, CancellationToken cancellationToken)
        where TSpec : IDcpSpec
        where TStatus : class
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in client.WatchAsync<TSpec, TStatus>(cancellationToken).ConfigureAwait(false))
                {
                    // The last state before a deletion was told already; what follows is the starter's to say.
                    if (change.Type != "DELETED")
                    {
                        await changed(change.Object).ConfigureAwait(false);
                    }
                }

                await Task.Delay(ReconnectDelay, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or DcpApiException)
            {
                LogReconnecting(TSpec.Plural, exception.Message);
                await Task.Delay(ReconnectDelay, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private ResourceInstance? Find(DcpMetadata metadata)
        => instances.Find(metadata.Name) is { } instance && instance.ReplacedUid != metadata.Uid ? instance : null;

    private void FollowLogs(ResourceInstance instance, DcpMetadata metadata, string? state, DcpClient client, CancellationToken cancellationToken)
    {
        if (state is ExecutableState.Running or ExecutableState.Finished or ExecutableState.Terminated or ExecutableState.FailedToStart or ContainerState.Exited)
        {
            logs.Follow(instance, metadata.Uid!, client, state == ExecutableState.FailedToStart, cancellationToken);
        }
    }

    private void SayWhatIsMissing(ResourceInstance instance, string? state)
    {
        if (state == ContainerState.RuntimeUnhealthy && !instance.IsRuntimeMissingSaid)
        {
            instance.IsRuntimeMissingSaid = true;
            LogNoContainerEngine(instance.Resource.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The watch of {Kind} broke off and is taken up again: {Reason}")]
    private partial void LogReconnecting(string kind, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Resource '{Resource}' is a container, but no container engine (Docker or Podman) answers on this machine. Start one, or run without containers")]
    private partial void LogNoContainerEngine(string resource);
}
