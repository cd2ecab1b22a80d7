using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Hosting.Kubernetes;

/// <summary>Published with leave to reach these TCP ports outside of the cluster.</summary>
public sealed class OutsideAnnotation(IReadOnlyList<int> ports) : IResourceAnnotation
{
    public IReadOnlyList<int> Ports { get; } = ports;
}
