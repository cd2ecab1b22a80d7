using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>
/// An Application of Argo CD for each environment. What a deployment switches (the slot with the traffic, replicas, canary
/// weight) is left as it is found, and only development is brought to the repository's state by itself.
/// </summary>
internal static class ContinuousDelivery
{
    public static void AddTo(ManifestTree tree, EnvironmentSettings settings, PublishedApplication application)
    {
        var ignored = string.Concat(application.Workloads.Where(workload => workload.HasSlots).Select(workload => $$"""
                - kind: Service
                  name: {{workload.Name}}
                  jsonPointers:
                    - /spec/selector
                - group: apps
                  kind: Deployment
                  jsonPointers:
                    - /spec/replicas
                - group: networking.k8s.io
                  kind: Ingress
                  name: {{ServiceComponent.CanaryOf(workload)}}
                  jsonPointers:
                    - /metadata/annotations
                    - /spec/rules

            """));
        var automated = settings.SecretStore is null ? "    automated:\n      prune: true\n      selfHeal: true\n" : "";
        tree.Add($"argo-cd/{settings.Name}.yaml", $$"""
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata:
              name: creditai-{{settings.Name}}
              namespace: argocd
              labels:
                app.kubernetes.io/name: creditai
                app.kubernetes.io/part-of: creditai
            spec:
              project: default
              source:
                repoURL: {{settings.Repository}}
                targetRevision: {{settings.Revision}}
                path: deploy/kubernetes/overlays/{{settings.Name}}
              destination:
                server: https://kubernetes.default.svc
                namespace: {{settings.Namespace}}
              ignoreDifferences:
            {{ignored}}  syncPolicy:
            {{automated}}    syncOptions:
                  - RespectIgnoreDifferences=true
                  - ApplyOutOfSyncOnly=true

            """);
    }
}
