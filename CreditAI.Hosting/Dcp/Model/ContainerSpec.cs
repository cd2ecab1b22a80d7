namespace Aspire.Hosting.Dcp.Model;

internal sealed class ContainerSpec : IDcpSpec
{
    public static string Kind => "Container";

    public static string Plural => "containers";

    public required string Image { get; init; }

    public string? ContainerName { get; init; }

    /// <summary>The entrypoint, when it is not the image's own.</summary>
    public string? Command { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public IReadOnlyList<string>? RunArgs { get; init; }

    public IReadOnlyList<EnvVar>? Env { get; init; }

    public IReadOnlyList<ContainerPort>? Ports { get; init; }

    public IReadOnlyList<VolumeMount>? VolumeMounts { get; init; }

    public IReadOnlyList<ContainerNetworkConnection>? Networks { get; init; }

    /// <summary>True keeps the container when the host ends.</summary>
    public bool? Persistent { get; init; }

    public bool? Stop { get; init; }
}
