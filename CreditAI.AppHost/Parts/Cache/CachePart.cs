using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditAI.AppHost.Parts.Cache;

internal static class CachePart
{
    /// <summary>A server of the Redis protocol: a process of the application, or as a container.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddCache(this IDistributedApplicationBuilder builder, string name) =>
        builder.UsesContainers() ? builder.AddRedis(name).WithDataVolume() : builder.AddEmbeddedCache(name);

    private static IResourceBuilder<EmbeddedCacheResource> AddEmbeddedCache(this IDistributedApplicationBuilder builder, string name)
    {
        var password = builder.AddParameter($"{name}-password", new GenerateParameterDefault { MinLength = 22, Special = false }, secret: true, persist: true).Resource;
        var server = CacheServer.Find(builder.DataDirectory(name));
        var resource = new EmbeddedCacheResource(name, server.Command, builder.AppHostDirectory, password);

        var cache = builder.AddResource(resource)
            .WithArgs(server.Arguments)
            .WithEndpoint(scheme: "tcp", name: EmbeddedCacheResource.EndpointName)
            .WithArgs(context =>
            {
                context.Args.Add("--port");
                context.Args.Add(resource.Endpoint.Property(EndpointProperty.TargetPort));
            })
            .WithHealthCheck(builder.AddReadinessCheck(resource));
        builder.Eventing.Subscribe<BeforeResourceStartedEvent>(resource, async (_, cancellationToken) =>
            await server.PrepareAsync((await password.GetValueAsync(cancellationToken))!, cancellationToken));
        return cache;
    }

    private static string AddReadinessCheck(this IDistributedApplicationBuilder builder, EmbeddedCacheResource resource)
    {
        var key = $"{resource.Name}-answers";
        builder.Services.AddHealthChecks().AddAsyncCheck(key, async cancellationToken =>
            resource.Endpoint.IsAllocated && await CacheReadiness.AnswersAsync(resource.Endpoint.Host, resource.Endpoint.Port, cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("the server does not answer PING yet"));
        return key;
    }
}
