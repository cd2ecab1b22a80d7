using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>Tells Prometheus' operator of every service. A component of its own, since a cluster without the operator does not know the kind.</summary>
internal static class MonitoringComponent
{
    public const string Folder = "components/monitoring";

    public static void AddTo(ManifestTree tree, PublishedApplication application)
    {
        foreach (var workload in application.Workloads.Where(workload => workload.Kind == WorkloadKind.Service))
        {
            tree.Add($"{Folder}/{workload.Name}.yaml", Labels.Object("monitoring.coreos.com/v1", "ServiceMonitor", workload.Name, workload.Name, new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["selector"] = Labels.Match(Labels.Select(workload.Name)),
                    ["endpoints"] = new JsonArray(new JsonObject { ["port"] = workload.Endpoints[0].Name, ["path"] = "/metrics", ["interval"] = "15s" }),
                },
            }));
        }

        tree.AddKustomization(Folder, isComponent: true);
    }
}
