namespace Aspire.Hosting.Dcp.Model;

/// <summary>The network on which containers see each other under their resources' names.</summary>
internal sealed class ContainerNetworkSpec : IDcpSpec
{
    public static string Kind => "ContainerNetwork";

    public static string Plural => "containernetworks";

    public string? NetworkName { get; init; }

    public bool? Persistent { get; init; }
}
