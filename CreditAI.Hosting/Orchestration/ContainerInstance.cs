using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Orchestration;

/// <summary>The container of a container resource; DCP starts it with the container engine of this machine.</summary>
internal sealed class ContainerInstance(IResource resource, DcpName name) : ResourceInstance<ContainerSpec, ContainerStatus>(resource, name, 0)
{
    public string Image { get; } = ImageName(resource);

    protected override DcpObject<ContainerSpec, ContainerStatus> Render(InstanceConfiguration configuration) => new()
    {
        Metadata = new() { Name = Name, Annotations = InstanceAnnotations.Common(this, configuration.Arguments, 0) },
        Spec = new()
        {
            Image = Image,
            ContainerName = Name,
            Command = (Resource as ContainerResource)?.Entrypoint,
            Args = [.. configuration.Arguments.Select(argument => argument.Value)],
            Env = configuration.Environment,
            Ports = Ports(),
            VolumeMounts = Mounts(),
            Networks = [new(ContainerNetwork.ObjectName, [Resource.Name, $"{Resource.Name}.dev.internal"])],
            Persistent = Resource.Annotations.OfType<ContainerLifetimeAnnotation>().LastOrDefault() is { Lifetime: ContainerLifetime.Persistent } ? true : null,
        },
    };

    private static string ImageName(IResource resource)
        => resource.TryGetContainerImageName(out var image) ? image : throw new DistributedApplicationException($"The container resource '{resource.Name}' names no image.");

    /// <summary>Behind a proxy the engine may choose the host's port; without one it must be the port clients use.</summary>
    private List<ContainerPort> Ports()
        => [.. Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.TargetPort is not null)
            .Select(endpoint => new ContainerPort(endpoint.TargetPort!.Value, endpoint.IsProxied ? null : endpoint.Port, HostIp: "127.0.0.1"))];

    private List<VolumeMount> Mounts()
        => [.. Resource.Annotations.OfType<ContainerMountAnnotation>()
            .Select(mount => new VolumeMount(mount.Type == ContainerMountType.BindMount ? "bind" : "volume", mount.Source, mount.Target, mount.IsReadOnly))];
}
