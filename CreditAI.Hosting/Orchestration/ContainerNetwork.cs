using Aspire.Hosting.Dcp;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Orchestration;

/// <summary>The network on which the containers of this run see each other.</summary>
internal static class ContainerNetwork
{
    public const string ObjectName = "aspire-container-network";

    public static Task CreateAsync(DcpClient client, CancellationToken cancellationToken)
        => client.CreateAsync(
            new DcpObject<ContainerNetworkSpec, ContainerNetworkStatus>
            {
                Metadata = new() { Name = ObjectName },
                Spec = new() { NetworkName = DcpName.New("aspire-session-network").Full },
            },
            cancellationToken);
}
