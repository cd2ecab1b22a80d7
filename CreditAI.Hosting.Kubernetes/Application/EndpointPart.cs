using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Hosting.Kubernetes.Application;

/// <summary>A property of another workload's endpoint.</summary>
internal sealed record EndpointPart(string Workload, string Endpoint, EndpointProperty Property) : ValuePart;
