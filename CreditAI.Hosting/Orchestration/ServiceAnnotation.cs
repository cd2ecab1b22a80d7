using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The DCP service that stands before one proxied endpoint of a resource in this run.</summary>
internal sealed record ServiceAnnotation(string ServiceName, EndpointAnnotation Endpoint) : IResourceAnnotation;
