using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>Everything is denied (<see cref="PlatformComponent"/>); a component's policy has just the arrows of the application model, metrics and what the ingress brings.</summary>
internal static class NetworkPolicies
{
    public static void AddTo(ComponentFolder folder)
    {
        var workload = folder.Workload;
        var policy = new Policy(workload.Name, workload.Name, Labels.Match(Labels.Select(workload.Name)), isWhole: true);
        foreach (var (from, endpoint) in folder.Application.ReachedBy(workload.Name))
        {
            policy.From(Pods(from.Name), Port(workload, endpoint));
        }

        foreach (var (to, endpoint) in workload.Reaches)
        {
            policy.To(Pods(to), Port(folder.Application[to], endpoint));
        }

        if (workload.Kind is WorkloadKind.Postgres or WorkloadKind.Redis)
        {
            int[] among = [workload.Endpoints[0].TargetPort, .. workload.Kind == WorkloadKind.Redis ? new[] { CacheComponent.SentinelPort } : []];
            policy.From(Pods(workload.Name), among).To(Pods(workload.Name), among); // Replicas stream from the primary.
        }

        if (workload.Kind == WorkloadKind.Service)
        {
            policy.From(Policy.Namespace("monitoring"), workload.Endpoints[0].TargetPort);
        }

        if (workload.IsExternal)
        {
            policy.From(Policy.Namespace("ingress-nginx"), workload.Endpoints[0].TargetPort);
        }

        foreach (var port in workload.Resource.Annotations.OfType<OutsideAnnotation>().SelectMany(outside => outside.Ports))
        {
            policy.To(Policy.Addresses(Policy.Anywhere), port);
        }

        folder.Add("network-policy", policy);
    }

    private static JsonObject Pods(string name) => Policy.Pods(Labels.Select(name));

    private static int Port(PublishedWorkload workload, string endpoint) => workload.Endpoints.First(item => item.Name == endpoint).TargetPort;
}
