namespace CreditAI.AppHost.Parts.Storage;

internal static class StoragePart
{
    private const string Bucket = "creditai";

    /// <summary>The object store: a directory, or MinIO as a container.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddObjectStore(this IDistributedApplicationBuilder builder, string name)
    {
        if (builder.UsesContainers())
        {
            return builder.AddMinio(name);
        }

        return builder.AddConnectionString(name, ReferenceExpression.Create($"Directory={builder.DataDirectory(name)}"));
    }

    private static IResourceBuilder<MinioResource> AddMinio(this IDistributedApplicationBuilder builder, string name)
    {
        var user = builder.AddParameter($"{name}-user", "creditai");
        var password = builder.AddParameter($"{name}-password", new GenerateParameterDefault { MinLength = 22, Special = false }, secret: true, persist: true);
        return builder.AddResource(new MinioResource(name, Bucket, user.Resource, password.Resource))
            .WithImage("minio/minio", "RELEASE.2025-09-07T16-13-09Z")
            .WithArgs("server", "/data")
            .WithHttpEndpoint(targetPort: 9000, name: MinioResource.EndpointName)
            .WithEnvironment("MINIO_ROOT_USER", user)
            .WithEnvironment("MINIO_ROOT_PASSWORD", password)
            .WithVolume("creditai-storage", "/data")
            .WithHttpHealthCheck("/minio/health/ready", endpointName: MinioResource.EndpointName);
    }
}
