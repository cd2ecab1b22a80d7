using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The DCP objects that one resource runs as; several where it has replicas.</summary>
internal sealed class DcpInstancesAnnotation(ImmutableArray<DcpInstance> instances) : IResourceAnnotation
{
    public ImmutableArray<DcpInstance> Instances { get; } = instances;
}
