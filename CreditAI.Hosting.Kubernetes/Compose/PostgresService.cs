using System.Globalization;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Kustomize;

namespace CreditAI.Hosting.Kubernetes.Compose;

/// <summary>PostgreSQL as a primary and a replica that streams from it, made by the same scripts as in a cluster.</summary>
internal static class PostgresService
{
    private const string Scripts = "../../kubernetes/base/postgres";
    private const string Data = "/var/lib/postgresql";

    public static JsonObject Primary(PublishedWorkload server, PublishedApplication application)
    {
        var service = Body(server, application, server.Name);
        service["volumes"]!.AsArray().Add((JsonNode)$"{Scripts}/init-primary.sh:/docker-entrypoint-initdb.d/init-primary.sh:ro");
        return ContainerService.Restricted(service, "inner");
    }

    public static JsonObject Replica(PublishedWorkload server, PublishedApplication application)
    {
        var service = Body(server, application, $"{server.Name}-replica");
        service["hostname"] = $"{server.Name}-replica-0"; // The last number is the replication slot's.
        service["user"] = "postgres";
        service["entrypoint"] = new JsonArray("sh", "-c", "sh /scripts/init-replica.sh && exec docker-entrypoint.sh \"$$@\"", "sh", "postgres");
        service["volumes"]!.AsArray().Add((JsonNode)$"{Scripts}/init-replica.sh:/scripts/init-replica.sh:ro");
        service["depends_on"] = new JsonObject { [server.Name] = new JsonObject { ["condition"] = "service_healthy" } };
        return ContainerService.Restricted(service, "inner");
    }

    private static JsonObject Body(PublishedWorkload server, PublishedApplication application, string volume)
    {
        var environment = ContainerService.Environment(server, application);
        environment["POSTGRES_DB"] = ((PostgresServerResource)server.Resource).Databases.Values.FirstOrDefault() ?? "postgres";
        environment["PGDATA"] = $"{Data}/data/pgdata";
        environment["PRIMARY_HOST"] = server.Name;
        environment["PRIMARY_PORT"] = server.Endpoints[0].TargetPort.ToString(CultureInfo.InvariantCulture);
        environment["REPLICATION_PASSWORD"] = ComposeText.Secret(PostgresComponent.ReplicationSecret);
        environment["MONITOR_PASSWORD"] = ComposeText.Secret(PostgresComponent.MonitorSecret);
        environment["OWNER_PASSWORD"] = ComposeText.Secret(PostgresComponent.OwnerSecret);
        return new JsonObject
        {
            ["image"] = server.Image,
            ["command"] = new JsonArray([.. PostgresComponent.Settings.SelectMany(setting => new JsonNode[] { "-c", setting })]),
            ["environment"] = environment,
            ["volumes"] = new JsonArray($"{volume}:{Data}"),
            ["healthcheck"] = ContainerService.Health("CMD-SHELL", "pg_isready --host 127.0.0.1 --username \"$$POSTGRES_USER\""),
            ["shm_size"] = "256m",
        };
    }
}
