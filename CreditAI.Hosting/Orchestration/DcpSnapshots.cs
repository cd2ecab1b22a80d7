using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Orchestration;

/// <summary>Says in the application model's words what DCP says about an instance.</summary>
internal static class DcpSnapshots
{
    public static CustomResourceSnapshot Apply(this CustomResourceSnapshot previous, DcpObject<ExecutableSpec, ExecutableStatus> executable) => previous with
    {
        State = StateOf(executable.Status?.State, executable.Metadata),
        ExitCode = executable.Status?.ExitCode,
        CreationTimeStamp = executable.Metadata.CreationTimestamp?.UtcDateTime,
        StartTimeStamp = executable.Status?.StartupTimestamp?.UtcDateTime,
        StopTimeStamp = executable.Status?.FinishTimestamp?.UtcDateTime,
        EnvironmentVariables = Variables(executable.Spec.Env, executable.Status?.EffectiveEnv),
        Urls = Activated(previous.Urls, executable.Status?.State == ExecutableState.Running),
        Properties = previous.Properties.With(
            new("executable.path", executable.Spec.ExecutablePath),
            new("executable.workDir", executable.Spec.WorkingDirectory),
            new("executable.args", (executable.Status?.EffectiveArgs ?? executable.Spec.Args ?? []).ToImmutableArray()) { IsSensitive = true },
            new("executable.pid", executable.Status?.Pid)),
    };

    public static CustomResourceSnapshot Apply(this CustomResourceSnapshot previous, DcpObject<ContainerSpec, ContainerStatus> container) => previous with
    {
        State = StateOf(container.Status?.State, container.Metadata),
        // DCP says -1 for a container whose exit code it does not know.
        ExitCode = container.Status?.ExitCode is -1 ? null : container.Status?.ExitCode,
        CreationTimeStamp = container.Metadata.CreationTimestamp?.UtcDateTime,
        StartTimeStamp = container.Status?.StartupTimestamp?.UtcDateTime,
        StopTimeStamp = container.Status?.FinishTimestamp?.UtcDateTime,
        EnvironmentVariables = Variables(container.Spec.Env, container.Status?.EffectiveEnv),
        Urls = Activated(previous.Urls, container.Status?.State == ContainerState.Running),
        Volumes = [.. (container.Spec.VolumeMounts ?? []).Select(mount => new VolumeSnapshot(mount.Source, mount.Target, mount.Type, mount.ReadOnly))],
        Properties = previous.Properties.With(
            new("container.image", container.Spec.Image),
            new("container.id", container.Status?.ContainerId),
            new("container.command", container.Spec.Command),
            new("container.args", (container.Status?.EffectiveArgs ?? []).ToImmutableArray()) { IsSensitive = true },
            new("container.ports", (container.Spec.Ports ?? []).Select(port => port.Target).ToImmutableArray())),
    };

    public static ImmutableArray<ResourcePropertySnapshot> With(this ImmutableArray<ResourcePropertySnapshot> properties, params ReadOnlySpan<ResourcePropertySnapshot> set)
    {
        foreach (var property in set)
        {
            var index = properties.FindIndex(existing => existing.Name == property.Name);
            properties = index < 0 ? properties.Add(property) : properties.SetItem(index, property);
        }

        return properties;
    }

    /// <summary>
    /// An object DCP has not looked at yet is about to start. Terminated is DCP's word for a process it ended itself; the model has
    /// Exited for that, and for one DCP lost sight of.
    /// </summary>
    private static ResourceStateSnapshot StateOf(string? state, DcpMetadata metadata) => state switch
    {
        null or "" or ContainerState.Pending => new(KnownResourceStates.Starting, null),
        ExecutableState.Terminated or ExecutableState.Unknown => new(KnownResourceStates.Exited, null),
        ExecutableState.Running when metadata.DeletionTimestamp is not null => new(KnownResourceStates.Stopping, null),
        ContainerState.RuntimeUnhealthy => new(KnownResourceStates.RuntimeUnhealthy, KnownResourceStateStyles.Warn),
        ExecutableState.FailedToStart => new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
        _ => new(state, null),
    };

    private static ImmutableArray<EnvironmentVariableSnapshot> Variables(IReadOnlyList<EnvVar>? wanted, IReadOnlyList<EnvVar>? effective)
    {
        var own = (wanted ?? []).Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        return [.. (effective ?? wanted ?? []).Select(variable => new EnvironmentVariableSnapshot(variable.Name, variable.Value, own.Contains(variable.Name)))];
    }

    private static ImmutableArray<UrlSnapshot> Activated(ImmutableArray<UrlSnapshot> urls, bool isRunning)
        => [.. urls.Select(url => url with { IsInactive = !isRunning })];

    private static int FindIndex(this ImmutableArray<ResourcePropertySnapshot> properties, Func<ResourcePropertySnapshot, bool> matches)
    {
        for (var index = 0; index < properties.Length; index++)
        {
            if (matches(properties[index]))
            {
                return index;
            }
        }

        return -1;
    }
}
