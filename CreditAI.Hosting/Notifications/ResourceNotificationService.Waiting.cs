using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [string.IsNullOrEmpty(targetState) ? KnownResourceStates.Running : targetState], cancellationToken);

    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var states = targetStates.ToArray();
        var reached = await WaitForResourceAsync(resourceName, e => states.Contains(e.Snapshot.State?.Text, StringComparer.Ordinal), cancellationToken);
        return reached.Snapshot.State!.Text;
    }

    /// <exception cref="OperationCanceledException">The wait was cancelled or the application stopped first.</exception>
    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var change in WatchAsync(cancellationToken))
        {
            if ((Is(change.Resource.Name, resourceName) || Is(change.ResourceId, resourceName)) && predicate(change))
            {
                return change;
            }
        }

        throw new OperationCanceledException($"The wait for the resource '{resourceName}' ended before it got there.");
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <summary>Waits until the resource runs, is healthy and its ready event's handlers are done.</summary>
    /// <exception cref="DistributedApplicationException">The resource ended and the behaviour is to stop then.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var reached = await WaitForResourceAsync(
            resourceName,
            e => IsReady(e.Snapshot) || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && IsTerminal(e.Snapshot)),
            cancellationToken);
        if (!IsReady(reached.Snapshot))
        {
            throw new DistributedApplicationException(
                $"Stopped waiting for resource '{resourceName}' to become healthy: its state is {Ending(reached.Snapshot)}.");
        }

        await reached.Snapshot.ResourceReadyEvent!.EventTask.WaitAsync(cancellationToken);
        return reached;
    }

    /// <summary>Waits for everything that the resource's wait annotations name.</summary>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().DistinctBy(w => (w.Resource, w.WaitType)).ToArray();
        if (waits.Length == 0)
        {
            return;
        }

        await PublishUpdateAsync(resource, s => s with { State = new(KnownResourceStates.Waiting, null) });
        await Task.WhenAll(waits.Select(w => WaitForDependencyAsync(resource, w, cancellationToken)));
    }

    private static bool IsTerminal(CustomResourceSnapshot snapshot) =>
        KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text) || snapshot.ExitCode is not null;

    private static bool IsReady(CustomResourceSnapshot snapshot) =>
        snapshot.HealthStatus == HealthStatus.Healthy && snapshot.ResourceReadyEvent is not null;

    private static string Ending(CustomResourceSnapshot snapshot) => snapshot.ExitCode is { } code
        ? string.Create(CultureInfo.InvariantCulture, $"{snapshot.State?.Text} with exit code {code}")
        : snapshot.State?.Text ?? "unknown";

    private async Task WaitForDependencyAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        if (wait.Resource is IResourceWithoutLifetime)
        {
            return;
        }

        LogWaiting(ResourceLogger(resource), wait.Resource.Name, wait.WaitType);
        var stops = wait.WaitType == WaitType.WaitForCompletion
            || (wait.WaitBehavior ?? DefaultWaitBehavior) == WaitBehavior.StopOnResourceUnavailable;
        foreach (var id in wait.Resource.GetResolvedResourceNames())
        {
            var reached = await WaitForResourceAsync(id, e => Meets(e.Snapshot, wait) || (stops && IsTerminal(e.Snapshot)), cancellationToken);
            if (!Meets(reached.Snapshot, wait))
            {
                throw new DistributedApplicationException(
                    $"The resource '{resource.Name}' cannot start: the resource '{wait.Resource.Name}' that it waits for is {Ending(reached.Snapshot)}.");
            }

            if (wait.WaitType == WaitType.WaitUntilHealthy)
            {
                await reached.Snapshot.ResourceReadyEvent!.EventTask.WaitAsync(cancellationToken);
            }
        }

        LogWaited(ResourceLogger(resource), wait.Resource.Name);
    }

    private static bool Meets(CustomResourceSnapshot snapshot, WaitAnnotation wait) => wait.WaitType switch
    {
        WaitType.WaitUntilHealthy => IsReady(snapshot),
        WaitType.WaitUntilStarted => snapshot.State?.Text == KnownResourceStates.Running,
        WaitType.WaitForCompletion => IsTerminal(snapshot)
            && snapshot.State?.Text != KnownResourceStates.FailedToStart
            && snapshot.ExitCode == wait.ExitCode,
        _ => throw new UnreachableException(),
    };

    [LoggerMessage(2, LogLevel.Information, "Waiting for resource '{Dependency}' ({WaitType})")]
    private static partial void LogWaiting(ILogger logger, string dependency, WaitType waitType);

    [LoggerMessage(3, LogLevel.Information, "Finished waiting for resource '{Dependency}'")]
    private static partial void LogWaited(ILogger logger, string dependency);
}
