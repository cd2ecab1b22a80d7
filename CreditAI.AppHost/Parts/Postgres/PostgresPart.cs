using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CreditAI.AppHost.Parts.Postgres;

internal static class PostgresPart
{
    private const string Owner = "creditai_owner";
    private const string OwnerPassword = "postgres-owner-password";

    /// <summary>A PostgreSQL server with one database: from its npm package, or as a container.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddPostgresDatabase(this IDistributedApplicationBuilder builder, string server, string database) =>
        builder.UsesContainers()
            ? builder.AddPostgres(server).WithDataVolume().AddDatabase(database)
            : builder.AddEmbeddedPostgres(server, database);

    /// <summary>The ledger for a service. On a developer's machine under the server's own login; where it is published, under the database's owner, who is no superuser.</summary>
    public static IResourceBuilder<ProjectResource> WithLedger(this IResourceBuilder<ProjectResource> service, IResourceBuilder<IResourceWithConnectionString> database)
    {
        var builder = service.ApplicationBuilder;
        if (!builder.ExecutionContext.IsPublishMode)
        {
            return service.WithReference(database);
        }

        var password = builder.Resources.OfType<ParameterResource>().FirstOrDefault(parameter => parameter.Name == OwnerPassword)
            ?? builder.AddParameter(OwnerPassword, new GenerateParameterDefault { MinLength = 40, Special = false }, secret: true, persist: true).Resource;
        return service.WithEnvironment($"ConnectionStrings__{database.Resource.Name}", database.Resource.ConnectionAs(Owner, password));
    }

    /// <summary>The connection string of a database under another login, without the owner's password.</summary>
    public static ReferenceExpression ConnectionAs(this IResourceWithConnectionString database, string user, ParameterResource password)
    {
        var endpoint = database switch
        {
            EmbeddedPostgresDatabaseResource embedded => embedded.Parent.Endpoint,
            PostgresDatabaseResource container => container.Parent.PrimaryEndpoint,
            _ => throw new PartException($"{database.Name} is no PostgreSQL database."),
        };
        var name = database is PostgresDatabaseResource { DatabaseName: var named } ? named : database.Name;
        return ReferenceExpression.Create(
            $"Host={endpoint.Property(EndpointProperty.Host)};Port={endpoint.Property(EndpointProperty.Port)};Username={user};Password={password};Database={name}");
    }

    private static IResourceBuilder<IResourceWithConnectionString> AddEmbeddedPostgres(this IDistributedApplicationBuilder builder, string name, string database)
    {
        var password = builder.AddParameter($"{name}-password", new GenerateParameterDefault { MinLength = 22, Special = false }, secret: true, persist: true).Resource;
        var cluster = new PostgresCluster(builder.AppHostDirectory, Path.Combine(builder.DataDirectory(name), "data"));
        var (command, arguments) = cluster.ServeCommand();
        var resource = new EmbeddedPostgresResource(name, command, builder.AppHostDirectory, password);
        var health = builder.AddReadinessCheck(resource);

        var server = builder.AddResource(resource)
            .WithArgs(arguments)
            .WithEndpoint(scheme: "tcp", name: EmbeddedPostgresResource.EndpointName, env: "PGPORT")
            .WithHealthCheck(health);
        builder.Eventing.Subscribe<BeforeResourceStartedEvent>(resource, async (started, cancellationToken) =>
        {
            var log = started.Services.GetRequiredService<ResourceLoggerService>().GetLogger(resource);
            log.LogInformation("Preparing the data in {DataDirectory}", cluster.DataDirectory);
            await cluster.PrepareAsync((await password.GetValueAsync(cancellationToken))!, [database], cancellationToken);
        });

        var child = new EmbeddedPostgresDatabaseResource(database, server.Resource);
        builder.Eventing.Subscribe<InitializeResourceEvent>(child, (initialized, cancellationToken) => FollowServerAsync(child, initialized.Notifications, cancellationToken));
        return builder.AddResource(child).WithHealthCheck(health);
    }

    // Aspire has the children of containers follow their parent's state, not those of executables.
    private static async Task FollowServerAsync(EmbeddedPostgresDatabaseResource database, ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken))
            {
                if (change.Resource == database.Parent)
                {
                    await notifications.PublishUpdateAsync(database, snapshot => snapshot.State == change.Snapshot.State ? snapshot : snapshot with
                    {
                        State = change.Snapshot.State,
                        StartTimeStamp = change.Snapshot.StartTimeStamp,
                        StopTimeStamp = change.Snapshot.StopTimeStamp,
                    });
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The application ends.
        }
    }

    private static string AddReadinessCheck(this IDistributedApplicationBuilder builder, EmbeddedPostgresResource resource)
    {
        var key = $"{resource.Name}-accepts-connections";
        builder.Services.AddHealthChecks().AddAsyncCheck(key, async cancellationToken =>
            resource.Endpoint.IsAllocated && await PostgresReadiness.AcceptsConnectionsAsync(resource.Endpoint.Host, resource.Endpoint.Port, cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("PostgreSQL does not accept connections yet"));
        return key;
    }
}
