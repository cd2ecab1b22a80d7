using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;
using CreditAI.Hosting.Kubernetes.Kustomize.Components;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>What an environment says otherwise than the base: host and certificate, how many replicas at least and at most, sizes of volumes.</summary>
internal sealed class OverlayPatches(PublishedApplication application, EnvironmentSettings settings, IReadOnlyList<IComponent> components)
{
    public IEnumerable<JsonNode> All()
    {
        foreach (var workload in application.Workloads.Where(workload => workload.IsExternal && workload.Kind == WorkloadKind.Service))
        {
            foreach (var patch in Has(GatewayApiComponent.Folder) ? Gateway(workload) : Ingress(workload))
            {
                yield return patch;
            }
        }

        foreach (var workload in application.Workloads.Where(workload => workload.HasSlots))
        {
            yield return Patch("HorizontalPodAutoscaler", $"{workload.Name}-(blue|green)", $$"""
                - op: replace
                  path: /spec/minReplicas
                  value: {{settings.LeastReplicas}}
                - op: replace
                  path: /spec/maxReplicas
                  value: {{settings.MostReplicas}}

                """);
        }

        foreach (var (workload, size) in settings.Storage.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            if (application[workload].Kind == WorkloadKind.Postgres && Has(CloudNativePgComponent.Folder))
            {
                yield return Patch("Cluster", workload, $$"""
                    - op: replace
                      path: /spec/storage/size
                      value: {{size}}

                    """);
                continue;
            }

            if (application[workload].Kind == WorkloadKind.Service)
            {
                yield return Patch("Deployment", workload, $$"""
                    - op: replace
                      path: /spec/template/spec/volumes/1/ephemeral/volumeClaimTemplate/spec/resources/requests/storage
                      value: {{size}}

                    """);
                continue;
            }

            var name = application[workload].Kind == WorkloadKind.Postgres ? $"{workload}-(primary|replica)" : workload;
            yield return Patch("StatefulSet", name, $$"""
                - op: replace
                  path: /spec/volumeClaimTemplates/0/spec/resources/requests/storage
                  value: {{size}}

                """);
        }
    }

    private bool Has(string component) => components.Any(item => item.Name == component);

    private IEnumerable<JsonNode> Ingress(PublishedWorkload workload)
    {
        var host = $$"""
            - op: add
              path: /spec/rules/0/host
              value: {{settings.Host}}
            - op: add
              path: /spec/tls
              value:
                - hosts:
                    - {{settings.Host}}
                  secretName: {{workload.Name}}-certificate

            """;
        yield return Patch("Ingress", $"^{workload.Name}$", $$"""
            - op: add
              path: /metadata/annotations
              value:
                cert-manager.io/cluster-issuer: {{settings.ClusterIssuer}}
                nginx.ingress.kubernetes.io/limit-rpm: "100"
                nginx.ingress.kubernetes.io/proxy-body-size: 64m
                nginx.ingress.kubernetes.io/ssl-redirect: "true"
            {{host}}
            """);
        if (workload.HasSlots)
        {
            yield return Patch("Ingress", $"^{ServiceComponent.CanaryOf(workload)}$", $$"""
                - op: add
                  path: /metadata/annotations
                  value:
                    nginx.ingress.kubernetes.io/canary: "true"
                    nginx.ingress.kubernetes.io/canary-weight: "0"
                {{host}}
                """);
        }
    }

    private IEnumerable<JsonNode> Gateway(PublishedWorkload workload)
    {
        yield return Patch("Gateway", workload.Name, $$"""
            - op: add
              path: /metadata/annotations
              value:
                cert-manager.io/cluster-issuer: {{settings.ClusterIssuer}}
            - op: add
              path: /spec/listeners/0/hostname
              value: {{settings.Host}}

            """);
        yield return Patch("HTTPRoute", workload.Name, $$"""
            - op: add
              path: /spec/hostnames
              value:
                - {{settings.Host}}

            """);
    }

    private static JsonObject Patch(string kind, string name, string patch) => new() { ["target"] = new JsonObject { ["kind"] = kind, ["name"] = name }, ["patch"] = patch };
}
