namespace Aspire.Hosting.Orchestration;

/// <summary>A stable address wanted before one endpoint; any free port when none is named.</summary>
internal sealed record ServiceRequest(string ServiceName, string ResourceName, string EndpointName, int? Port);
