namespace CreditAI.Hosting.Kubernetes.Application;

/// <summary>Images of what operates the application, wherever it is published to.</summary>
internal static class OperationsImages
{
    public const string PostgresExporter = "quay.io/prometheuscommunity/postgres-exporter:v0.15.0";
    public const string CacheExporter = "docker.io/oliver006/redis_exporter:v1.62.0";
    public const string Collector = "docker.io/otel/opentelemetry-collector-contrib:0.111.0";
}
