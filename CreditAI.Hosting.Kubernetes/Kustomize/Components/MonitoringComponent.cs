using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Yaml;

namespace CreditAI.Hosting.Kubernetes.Kustomize.Components;

/// <summary>What Prometheus' operator and Grafana's sidecar are told: services and servers to read, rules, dashboards; and the exporters beside database and cache.</summary>
internal sealed class MonitoringComponent(OperationsFiles operations) : IComponent
{
    private const int ExporterUser = 65534;

    public string Name => "monitoring";

    private string Folder => $"components/{Name}";

    public IEnumerable<string> Images => [OperationsImages.PostgresExporter, OperationsImages.CacheExporter];

    public void AddTo(ManifestTree tree, PublishedApplication application)
    {
        foreach (var (name, text) in operations.Rules)
        {
            var header = YamlText.Of(Labels.Object("monitoring.coreos.com/v1", "PrometheusRule", name, PlatformComponent.Name));
            tree.AddText($"{Folder}/rules-{name}.yaml", header + "spec:\n" + string.Concat(text.Split('\n').Where(line => line.Length > 0).Select(line => $"  {line}\n")));
        }

        foreach (var workload in application.Workloads.Where(workload => workload.Kind == WorkloadKind.Service))
        {
            AddServiceMonitor(tree, workload);
        }

        var patches = new JsonArray();
        foreach (var workload in application.Workloads.Where(workload => workload.Kind is WorkloadKind.Postgres or WorkloadKind.Redis))
        {
            patches.Add((JsonNode)new JsonObject
            {
                ["target"] = new JsonObject { ["kind"] = "StatefulSet", ["labelSelector"] = $"{Labels.Name}={workload.Name}" },
                ["patch"] = YamlText.Of(new JsonArray(new JsonObject { ["op"] = "add", ["path"] = "/spec/template/spec/containers/-", ["value"] = workload.Kind == WorkloadKind.Postgres ? PostgresExporter(workload) : CacheExporter(workload) })),
            });
            AddPodMonitor(tree, workload, workload.Kind == WorkloadKind.Postgres ? 9187 : 9121);
        }

        foreach (var (name, text) in operations.Dashboards)
        {
            tree.AddText($"{Folder}/dashboard-{name}.json", text);
        }

        var more = new JsonObject { ["patches"] = patches };
        if (operations.Dashboards.Count > 0)
        {
            more["configMapGenerator"] = new JsonArray([.. operations.Dashboards.Keys.Select(name => (JsonNode)new JsonObject
            {
                ["name"] = $"dashboard-{name}",
                ["files"] = new JsonArray($"{name}.json=dashboard-{name}.json"),
                ["options"] = new JsonObject { ["labels"] = new JsonObject { ["grafana_dashboard"] = "1" }, ["disableNameSuffixHash"] = true },
            })]);
        }

        tree.AddKustomization(Folder, more, isComponent: true);
    }

    private void AddServiceMonitor(ManifestTree tree, PublishedWorkload workload)
        => tree.Add($"{Folder}/{workload.Name}.yaml", Labels.Object("monitoring.coreos.com/v1", "ServiceMonitor", workload.Name, workload.Name, new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["selector"] = Labels.Match(Labels.Select(workload.Name, Labels.Measured, "true")),
                ["jobLabel"] = Labels.Name,
                ["podTargetLabels"] = new JsonArray(Labels.Slot),
                ["endpoints"] = new JsonArray(new JsonObject { ["port"] = workload.Endpoints[0].Name, ["path"] = "/metrics", ["interval"] = "15s" }),
            },
        }));

    private void AddPodMonitor(ManifestTree tree, PublishedWorkload workload, int port)
    {
        tree.Add($"{Folder}/{workload.Name}.yaml", Labels.Object("monitoring.coreos.com/v1", "PodMonitor", workload.Name, workload.Name, new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["selector"] = Labels.Match(Labels.Select(workload.Name)),
                ["podMetricsEndpoints"] = new JsonArray(new JsonObject { ["port"] = "metrics", ["path"] = "/metrics", ["interval"] = "15s" }),
            },
        }));
        tree.Add(
            $"{Folder}/network-policy-{workload.Name}.yaml",
            new Policy($"{workload.Name}-metrics", workload.Name, Labels.Match(Labels.Select(workload.Name))).From(Policy.Namespace("monitoring"), port));
    }

    private static JsonObject PostgresExporter(PublishedWorkload workload) => Exporter(
        OperationsImages.PostgresExporter,
        9187,
        PodEnvironment.Variable("DATA_SOURCE_URI", $"127.0.0.1:{workload.Endpoints[0].TargetPort}/postgres?sslmode=disable"),
        PodEnvironment.Variable("DATA_SOURCE_USER", PostgresComponent.Monitor),
        PodEnvironment.Secret("DATA_SOURCE_PASS", PostgresComponent.MonitorSecret));

    private static JsonObject CacheExporter(PublishedWorkload workload) => Exporter(
        OperationsImages.CacheExporter,
        9121,
        PodEnvironment.Variable("REDIS_ADDR", $"redis://127.0.0.1:{workload.Endpoints[0].TargetPort}"),
        PodEnvironment.Secret("REDIS_PASSWORD", workload.Secrets.Single()));

    private static JsonObject Exporter(string image, int port, params JsonObject[] variables)
    {
        var container = PodTemplate.Container("exporter", image, "50m", "32Mi", "128Mi");
        container["securityContext"]!["runAsUser"] = ExporterUser;
        container["securityContext"]!["runAsGroup"] = ExporterUser;
        container["env"] = new JsonArray([.. variables]);
        container["ports"] = new JsonArray(new JsonObject { ["name"] = "metrics", ["containerPort"] = port });
        return container;
    }
}
