namespace Aspire.Hosting.Dcp.Model;

internal sealed record ContainerNetworkConnection(string Name, IReadOnlyList<string> Aliases);
