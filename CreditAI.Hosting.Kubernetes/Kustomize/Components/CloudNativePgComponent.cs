using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize.Components;

/// <summary>
/// PostgreSQL under the CloudNativePG operator: three instances, of which another becomes the primary by itself. It takes the
/// place of the base's StatefulSets and keeps their names for clients. The superuser's secret is the environment's.
/// </summary>
internal sealed class CloudNativePgComponent : IComponent
{
    public const string Folder = "cloudnative-pg";

    public string Name => Folder;

    public static string OwnerSecret(PublishedWorkload server) => $"{server.Name}-owner";

    public static string SuperuserSecret(PublishedWorkload server) => $"{server.Name}-superuser";

    public void AddTo(ManifestTree tree, PublishedApplication application)
    {
        var patches = new JsonArray();
        foreach (var server in application.Workloads.Where(workload => workload.Kind == WorkloadKind.Postgres))
        {
            // The operator makes a service account and disruption budgets of the cluster's name itself.
            foreach (var (apiVersion, kind, name) in new[]
            {
                ("apps/v1", "StatefulSet", $"{server.Name}-primary"), ("apps/v1", "StatefulSet", $"{server.Name}-replica"), ("v1", "Service", $"{server.Name}-primary-nodes"),
                ("v1", "Service", $"{server.Name}-replica-nodes"), ("v1", "ServiceAccount", server.Name), ("policy/v1", "PodDisruptionBudget", server.Name),
            })
            {
                patches.Add((JsonNode)Deletion.Of(apiVersion, kind, name));
            }

            patches.Add((JsonNode)Selects(server.Name, server.Name, "primary"));
            patches.Add((JsonNode)Selects($"{server.Name}-replicas", server.Name, "replica"));
            tree.Add($"components/{Name}/{server.Name}.yaml", Cluster(server));
            tree.Add($"components/{Name}/network-policy-{server.Name}.yaml", PolicyOf(server));
        }

        tree.AddKustomization($"components/{Name}", new JsonObject { ["patches"] = patches }, isComponent: true);
    }

    private static JsonObject Selects(string service, string cluster, string role) => new()
    {
        ["target"] = new JsonObject { ["kind"] = "Service", ["name"] = $"^{service}$" },
        ["patch"] = $"""
            - op: replace
              path: /spec/selector
              value:
                cnpg.io/cluster: {cluster}
                cnpg.io/instanceRole: {role}

            """,
    };

    private static string Cluster(PublishedWorkload server)
    {
        var version = server.Image[(server.Image.LastIndexOf(':') + 1)..];
        return $$"""
            apiVersion: postgresql.cnpg.io/v1
            kind: Cluster
            metadata:
              name: {{server.Name}}
              labels:
                app.kubernetes.io/name: {{server.Name}}
                app.kubernetes.io/part-of: creditai
            spec:
              instances: 3
              imageName: ghcr.io/cloudnative-pg/postgresql:{{version}}
              primaryUpdateStrategy: unsupervised
              enableSuperuserAccess: true
              superuserSecret:
                name: {{SuperuserSecret(server)}}
              bootstrap:
                initdb:
                  database: {{((PostgresServerResource)server.Resource).Databases.Values.FirstOrDefault() ?? "postgres"}}
                  owner: {{PostgresComponent.Owner}}
                  secret:
                    name: {{OwnerSecret(server)}}
                  postInitSQL:
                    - ALTER ROLE {{PostgresComponent.Owner}} CREATEROLE
              inheritedMetadata:
                labels:
                  app.kubernetes.io/name: {{server.Name}}
                  app.kubernetes.io/part-of: creditai
              affinity:
                enablePodAntiAffinity: true
                topologyKey: topology.kubernetes.io/zone
                podAntiAffinityType: preferred
              priorityClassName: {{PlatformComponent.Keeps}}
              replicationSlots:
                highAvailability:
                  enabled: true
              postgresql:
                parameters:
                  max_slot_wal_keep_size: 8GB
                  summarize_wal: "on"
              resources:
                requests:
                  cpu: 500m
                  memory: 1Gi
                limits:
                  memory: 4Gi
              storage:
                size: 10Gi

            """;
    }

    // The operator asks each instance, instances ask each other, and each tells the cluster's API how it is.
    private static Policy PolicyOf(PublishedWorkload server)
    {
        JsonObject Instances() => new() { ["cnpg.io/cluster"] = server.Name };
        int[] ports = [8000, 5432];
        return new Policy($"{server.Name}-operator", server.Name, Labels.Match(Instances()))
            .From(Policy.Namespace("cnpg-system"), ports).From(Policy.Pods(Instances()), ports).To(Policy.Pods(Instances()), ports).To(Policy.Addresses(Policy.Anywhere), 443, 6443);
    }
}
