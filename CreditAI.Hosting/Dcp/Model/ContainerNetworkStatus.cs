namespace Aspire.Hosting.Dcp.Model;

internal sealed class ContainerNetworkStatus
{
    public string? State { get; init; }

    public string? Message { get; init; }
}
