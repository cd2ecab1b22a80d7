namespace Aspire.Hosting.Dcp.Model;

/// <summary>Annotations that DCP itself or templates in an environment read, and that name the resource an object belongs to.</summary>
internal static class DcpAnnotations
{
    public const string EndpointName = "endpoint-name";
    public const string LaunchConfigurations = "executable.usvc-dev.developer.microsoft.com/launch-configurations";
    public const string OtelServiceInstanceId = "otel-service-instance-id";
    public const string OtelServiceName = "otel-service-name";
    public const string ResourceAppArgs = "resource-app-args";
    public const string ResourceName = "resource-name";
    public const string ResourceProjectArgs = "resource-project-args";
    public const string ResourceReplicaCount = "resource-replica-count";
    public const string ResourceReplicaIndex = "resource-replica-index";
    public const string ServiceProducer = "service-producer";
}
