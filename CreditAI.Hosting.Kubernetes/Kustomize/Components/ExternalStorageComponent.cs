using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize.Components;

/// <summary>An object store of the platform (S3) in place of the one that the base runs. Its connection string is a secret, named as the workload with "-connection".</summary>
internal sealed class ExternalStorageComponent : IComponent
{
    public string Name => "external-storage";

    public IEnumerable<string> Secrets(PublishedApplication application) => Stores(application).Select(SecretOf);

    public void AddTo(ManifestTree tree, PublishedApplication application)
    {
        var patches = new JsonArray();
        foreach (var store in Stores(application))
        {
            foreach (var (apiVersion, kind, name) in new[]
            {
                ("apps/v1", "StatefulSet", store.Name), ("v1", "Service", store.Name), ("v1", "Service", $"{store.Name}-nodes"), ("v1", "ServiceAccount", store.Name),
                ("policy/v1", "PodDisruptionBudget", store.Name), ("networking.k8s.io/v1", "NetworkPolicy", store.Name),
            })
            {
                patches.Add((JsonNode)Deletion.Of(apiVersion, kind, name));
            }

            foreach (var workload in application.Workloads)
            {
                foreach (var (variable, _) in workload.Environment.Where(variable => variable.Value.Endpoints.Any(endpoint => endpoint.Workload == store.Name)))
                {
                    AddPatches(patches, workload, variable, SecretOf(store));
                }
            }

            tree.Add(
                $"components/{Name}/network-policy-{store.Name}.yaml",
                new Policy($"{store.Name}-outside", PlatformComponent.Name, Labels.AnyOf(application.ReachedBy(store.Name).Select(reached => reached.From.Name))).To(Policy.Addresses(Policy.Anywhere), 443));
        }

        tree.AddKustomization($"components/{Name}", new JsonObject { ["patches"] = patches }, isComponent: true);
    }

    private static IEnumerable<PublishedWorkload> Stores(PublishedApplication application) => application.Workloads.Where(workload => workload.Kind == WorkloadKind.Container);

    private static string SecretOf(PublishedWorkload store) => $"{store.Name}-connection";

    private static void AddPatches(JsonArray patches, PublishedWorkload workload, string variable, string secret)
    {
        var (apiVersion, kind) = workload.Kind == WorkloadKind.Job ? ("batch/v1", "Job") : ("apps/v1", "Deployment");
        foreach (var name in workload.HasSlots ? [$"{workload.Name}-blue", $"{workload.Name}-green"] : new[] { workload.Name })
        {
            patches.Add((JsonNode)new JsonObject
            {
                ["patch"] = $"""
                    apiVersion: {apiVersion}
                    kind: {kind}
                    metadata:
                      name: {name}
                    spec:
                      template:
                        spec:
                          containers:
                            - name: {workload.Name}
                              env:
                                - name: {variable}
                                  value: null
                                  valueFrom:
                                    secretKeyRef:
                                      name: {PodTemplate.SecretName}
                                      key: {secret}

                    """,
            });
        }
    }
}
