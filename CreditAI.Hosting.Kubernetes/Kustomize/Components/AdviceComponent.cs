using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize.Components;

/// <summary>A vertical autoscaler for each worker that recommends requests and changes nothing.</summary>
internal sealed class AdviceComponent : IComponent
{
    public string Name => "advice";

    public void AddTo(ManifestTree tree, PublishedApplication application)
    {
        foreach (var worker in application.Workloads.Where(workload => workload.Kind == WorkloadKind.Service && !workload.HasSlots))
        {
            tree.Add($"components/{Name}/{worker.Name}.yaml", $$"""
                apiVersion: autoscaling.k8s.io/v1
                kind: VerticalPodAutoscaler
                metadata:
                  name: {{worker.Name}}
                  labels:
                    app.kubernetes.io/name: {{worker.Name}}
                    app.kubernetes.io/part-of: creditai
                spec:
                  targetRef:
                    apiVersion: apps/v1
                    kind: Deployment
                    name: {{worker.Name}}
                  updatePolicy:
                    updateMode: "Off"

                """);
        }

        tree.AddKustomization($"components/{Name}", isComponent: true);
    }
}
