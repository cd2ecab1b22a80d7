using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Redis;

namespace Aspire.Hosting;

public static class RedisBuilderExtensions
{
    // The image that Aspire 13.5 runs.
    private const string Registry = "docker.io";
    private const string Image = "library/redis";
    private const string Tag = "8.6";

    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port) =>
        builder.AddRedis(name, port, null);

    /// <param name="port">The port on this machine; null for one that is free.</param>
    /// <param name="password">Null for one that is generated and kept; it must not hold a comma, which ends a value in Redis connection strings.</param>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        int? port = null,
        IResourceBuilder<ParameterResource>? password = null)
    {
        var secret = password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);
        var redis = new RedisResource(name, secret);
        return builder.AddResource(redis)
            .WithEndpoint(port: port, targetPort: 6379, name: RedisResource.PrimaryEndpointName, scheme: "redis")
            .WithImage(Image, Tag)
            .WithImageRegistry(Registry)
            // Through a shell, so that the password is in the environment and not on a command line.
            .WithEntrypoint("/bin/sh")
            .WithEnvironment(context => context.EnvironmentVariables["REDIS_PASSWORD"] = secret)
            .WithArgs(context =>
            {
                context.Args.Add("-c");
                context.Args.Add(string.Join(' ', ServerCommand(redis)));
            });
    }

    /// <param name="name">Null for a name made of the application's and the resource's.</param>
    public static IResourceBuilder<RedisResource> WithDataVolume(this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false)
    {
        builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), "/data", isReadOnly);
        return isReadOnly ? builder : builder.WithPersistence();
    }

    /// <summary>Saves to disk.</summary>
    /// <param name="interval">How long after a change; 60 seconds unless given.</param>
    /// <param name="keysChangedThreshold">How many keys must have changed.</param>
    public static IResourceBuilder<RedisResource> WithPersistence(this IResourceBuilder<RedisResource> builder, TimeSpan? interval = null, long keysChangedThreshold = 1) =>
        builder.WithAnnotation(new PersistenceAnnotation(interval, keysChangedThreshold), ResourceAnnotationMutationBehavior.Replace);

    private static IEnumerable<string> ServerCommand(RedisResource redis)
    {
        yield return "redis-server --requirepass $REDIS_PASSWORD";
        if (redis.TryGetLastAnnotation<PersistenceAnnotation>(out var persistence))
        {
            var seconds = (persistence.Interval ?? TimeSpan.FromSeconds(60)).TotalSeconds;
            yield return string.Create(CultureInfo.InvariantCulture, $"--save {seconds} {persistence.KeysChangedThreshold}");
        }
    }
}
