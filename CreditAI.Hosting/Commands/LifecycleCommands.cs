using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The start, stop and restart buttons that every process of the application has.</summary>
internal static class LifecycleCommands
{
    public static void AddTo(IResource resource)
    {
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().Any(c => c.Name == KnownResourceCommands.StartCommand))
        {
            return;
        }

        Add(resource, KnownResourceCommands.StartCommand, "Start", "Play", "Start resource", (c, id, ct) => c.StartResourceAsync(id, ct), state =>
            state is null || IsStarting(state) ? ResourceCommandState.Disabled
            : IsStopped(state) ? ResourceCommandState.Enabled
            : ResourceCommandState.Hidden);
        Add(resource, KnownResourceCommands.StopCommand, "Stop", "Stop", "Stop resource", (c, id, ct) => c.StopResourceAsync(id, ct), state =>
            state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled
            : state is null || IsStopped(state) || IsStarting(state) ? ResourceCommandState.Hidden
            : ResourceCommandState.Enabled);
        Add(resource, KnownResourceCommands.RestartCommand, "Restart", "ArrowCounterclockwise", "Restart resource", RestartAsync, state =>
            state is null || IsStopped(state) || IsStarting(state) || state == KnownResourceStates.Stopping
                ? ResourceCommandState.Disabled
                : ResourceCommandState.Enabled);
    }

    private static bool IsStopped(string state) => KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.NotStarted;

    private static bool IsStarting(string state) => state == KnownResourceStates.Starting || state == KnownResourceStates.Waiting;

    private static async Task RestartAsync(IResourceController controller, string resourceId, CancellationToken cancellationToken)
    {
        await controller.StopResourceAsync(resourceId, cancellationToken);
        await controller.StartResourceAsync(resourceId, cancellationToken);
    }

    private static void Add(
        IResource resource,
        string name,
        string displayName,
        string icon,
        string description,
        Func<IResourceController, string, CancellationToken, Task> execute,
        Func<string?, ResourceCommandState> stateOf) =>
        resource.Annotations.Add(new ResourceCommandAnnotation(
            name,
            displayName,
            context => stateOf(context.ResourceSnapshot.State?.Text),
            async context =>
            {
                var controller = context.ServiceProvider.GetRequiredService<IResourceController>();
                await execute(controller, context.ResourceName, context.CancellationToken);
                return CommandResults.Success();
            },
            description,
            parameter: null,
            confirmationMessage: null,
            icon,
            IconVariant.Filled,
            isHighlighted: true));
}
