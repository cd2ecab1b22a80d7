using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize.Components;

/// <summary>A Gateway and a route for each workload reached from outside, in place of its Ingress. Host, certificate and issuer are the environment's.</summary>
internal sealed class GatewayApiComponent : IComponent
{
    public const string Folder = "gateway-api";

    public string Name => Folder;

    public void AddTo(ManifestTree tree, PublishedApplication application)
    {
        var deleted = new JsonArray();
        foreach (var workload in application.Workloads.Where(workload => workload.IsExternal && workload.Kind == WorkloadKind.Service))
        {
            AddRoute(tree, workload);
            foreach (var ingress in workload.HasSlots ? [workload.Name, ServiceComponent.CanaryOf(workload)] : new[] { workload.Name })
            {
                deleted.Add((JsonNode)Deletion.Of("networking.k8s.io/v1", "Ingress", ingress));
            }
        }

        tree.AddKustomization($"components/{Name}", new JsonObject { ["patches"] = deleted }, isComponent: true);
    }

    private void AddRoute(ManifestTree tree, PublishedWorkload workload)
    {
        var endpoint = workload.Endpoints[0];
        tree.Add($"components/{Name}/gateway-{workload.Name}.yaml", $$"""
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata:
              name: {{workload.Name}}
              labels:
                app.kubernetes.io/name: {{workload.Name}}
                app.kubernetes.io/part-of: creditai
            spec:
              gatewayClassName: creditai
              listeners:
                - name: https
                  protocol: HTTPS
                  port: 443
                  tls:
                    mode: Terminate
                    certificateRefs:
                      - name: {{workload.Name}}-certificate

            """);
        tree.Add($"components/{Name}/route-{workload.Name}.yaml", $$"""
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata:
              name: {{workload.Name}}
              labels:
                app.kubernetes.io/name: {{workload.Name}}
                app.kubernetes.io/part-of: creditai
            spec:
              parentRefs:
                - name: {{workload.Name}}
                  sectionName: https
              rules:
                - matches:
                    - path:
                        type: PathPrefix
                        value: /v1
                  filters:
                    - type: ResponseHeaderModifier
                      responseHeaderModifier:
                        set:
                          - name: Strict-Transport-Security
                            value: max-age=31536000; includeSubDomains
                  backendRefs:
                    - name: {{workload.Name}}
                      port: {{endpoint.Port}}

            """);
        tree.Add(
            $"components/{Name}/network-policy-{workload.Name}.yaml",
            new Policy($"{workload.Name}-gateway", workload.Name, Labels.Match(Labels.Select(workload.Name))).From(Policy.Namespace("gateway-system"), endpoint.TargetPort));
    }
}
