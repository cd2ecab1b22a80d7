using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>Everything is denied (<see cref="PlatformComponent"/>); a component's policy has just the arrows of the application model, metrics and what the ingress brings.</summary>
internal static class NetworkPolicies
{
    public static void AddTo(ComponentFolder folder)
    {
        var workload = folder.Workload;
        var (ingress, egress) = (new JsonArray(), new JsonArray());
        foreach (var (from, endpoint) in folder.Application.ReachedBy(workload.Name))
        {
            ingress.Add(Rule("from", Pods(from.Name), Ports(workload, endpoint)));
        }

        foreach (var (to, endpoint) in workload.Reaches)
        {
            egress.Add(Rule("to", Pods(to), Ports(folder.Application[to], endpoint)));
        }

        if (workload.Kind is WorkloadKind.Postgres or WorkloadKind.Redis)
        {
            ingress.Add(Rule("from", Pods(workload.Name), Among(workload))); // Replicas stream from the primary.
            egress.Add(Rule("to", Pods(workload.Name), Among(workload)));
        }

        if (workload.Kind == WorkloadKind.Service)
        {
            ingress.Add(Rule("from", Namespace("monitoring"), Ports(workload, workload.Endpoints[0].Name)));
        }

        if (workload.IsExternal)
        {
            ingress.Add(Rule("from", Namespace("ingress-nginx"), Ports(workload, workload.Endpoints[0].Name)));
        }

        foreach (var port in workload.Resource.Annotations.OfType<OutsideAnnotation>().SelectMany(outside => outside.Ports))
        {
            egress.Add(new JsonObject { ["to"] = new JsonArray(new JsonObject { ["ipBlock"] = new JsonObject { ["cidr"] = "0.0.0.0/0" } }), ["ports"] = new JsonArray(Tcp(port)) });
        }

        folder.Add("network-policy", "networking.k8s.io/v1", "NetworkPolicy", workload.Name, new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["podSelector"] = Labels.Match(Labels.Select(workload.Name)),
                ["policyTypes"] = new JsonArray("Ingress", "Egress"),
                ["ingress"] = ingress,
                ["egress"] = egress,
            },
        });
    }

    private static JsonObject Rule(string direction, JsonObject peer, JsonArray ports) => new() { [direction] = new JsonArray(peer), ["ports"] = ports };

    private static JsonObject Pods(string name) => new() { ["podSelector"] = Labels.Match(Labels.Select(name)) };

    private static JsonObject Namespace(string name) => new() { ["namespaceSelector"] = Labels.Match(new JsonObject { ["kubernetes.io/metadata.name"] = name }) };

    private static JsonArray Among(PublishedWorkload workload)
    {
        var ports = Ports(workload, workload.Endpoints[0].Name);
        if (workload.Kind == WorkloadKind.Redis)
        {
            ports.Add((JsonNode)Tcp(CacheComponent.SentinelPort));
        }

        return ports;
    }

    private static JsonArray Ports(PublishedWorkload workload, string endpoint) => new(Tcp(workload.Endpoints.First(item => item.Name == endpoint).TargetPort));

    private static JsonObject Tcp(int port) => new() { ["protocol"] = "TCP", ["port"] = port };
}
