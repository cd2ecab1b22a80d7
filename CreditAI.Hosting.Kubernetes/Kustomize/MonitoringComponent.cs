using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Yaml;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>Tells Prometheus' operator of every service and rule. A component of its own, since a cluster without the operator does not know the kinds.</summary>
internal static class MonitoringComponent
{
    public const string Folder = "components/monitoring";

    /// <param name="rules">Rule files of Prometheus, by name.</param>
    public static void AddTo(ManifestTree tree, PublishedApplication application, IReadOnlyDictionary<string, string> rules)
    {
        foreach (var (name, text) in rules)
        {
            var header = YamlText.Of(Labels.Object("monitoring.coreos.com/v1", "PrometheusRule", name, PlatformComponent.Name));
            tree.AddText($"{Folder}/rules-{name}.yaml", header + "spec:\n" + string.Concat(text.Split('\n').Where(line => line.Length > 0).Select(line => $"  {line}\n")));
        }

        foreach (var workload in application.Workloads.Where(workload => workload.Kind == WorkloadKind.Service))
        {
            tree.Add($"{Folder}/{workload.Name}.yaml", Labels.Object("monitoring.coreos.com/v1", "ServiceMonitor", workload.Name, workload.Name, new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["selector"] = Labels.Match(Labels.Select(workload.Name, Labels.Measured, "true")),
                    ["jobLabel"] = Labels.Name,
                    ["podTargetLabels"] = new JsonArray(Labels.Slot),
                    ["endpoints"] = new JsonArray(new JsonObject { ["port"] = workload.Endpoints[0].Name, ["path"] = "/metrics", ["interval"] = "15s" }),
                },
            }));
        }

        tree.AddKustomization(Folder, isComponent: true);
    }
}
