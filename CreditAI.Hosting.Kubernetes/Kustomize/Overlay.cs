using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>An environment: the base under its namespace, with its settings document's numbers, images and secrets.</summary>
internal sealed class Overlay(ManifestTree tree, PublishedApplication application, EnvironmentSettings settings)
{
    private const string Secrets = "secrets.env";

    private string Folder => $"overlays/{settings.Name}";

    private IEnumerable<string> SecretNames => application.Secrets.Append(PostgresComponent.ReplicationSecret).Order(StringComparer.Ordinal);

    public void Add()
    {
        AddNamespace();
        AddSecrets();
        var kustomization = new JsonObject
        {
            ["namespace"] = settings.Namespace,
            ["resources"] = new JsonArray("../../base"),
            ["images"] = new JsonArray([.. Images()]),
            ["replicas"] = new JsonArray([.. settings.Replicas.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => (JsonNode)new JsonObject { ["name"] = item.Key, ["count"] = item.Value })]),
            ["patches"] = new JsonArray([.. Patches()]),
        };
        if (settings.SecretStore is null)
        {
            kustomization["secretGenerator"] = new JsonArray(new JsonObject { ["name"] = PodTemplate.SecretName, ["envs"] = new JsonArray(Secrets) });
        }
        else
        {
            kustomization["components"] = new JsonArray($"../../{MonitoringComponent.Folder}");
        }

        if (settings.Settings.Count > 0)
        {
            kustomization["configMapGenerator"] = new JsonArray([.. settings.Settings.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => (JsonNode)new JsonObject
            {
                ["name"] = PodEnvironment.ConfigMapOf(application[item.Key]),
                ["behavior"] = "merge",
                ["literals"] = new JsonArray([.. item.Value.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => (JsonNode)$"{setting.Key}={setting.Value}")]),
            })]);
        }

        tree.AddKustomization(Folder, kustomization);
    }

    private void AddNamespace()
    {
        var labels = new JsonObject();
        foreach (var mode in new[] { "enforce", "audit", "warn" })
        {
            labels[$"pod-security.kubernetes.io/{mode}"] = "restricted";
        }

        tree.Add($"{Folder}/namespace.yaml", new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = settings.Namespace, ["labels"] = labels } });
        tree.Add($"{Folder}/quota.yaml", Labels.Object("v1", "ResourceQuota", "quota", PlatformComponent.Name, new JsonObject
        {
            ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["requests.cpu"] = $"{settings.QuotaCpu}", ["requests.memory"] = settings.QuotaMemory, ["limits.memory"] = settings.QuotaMemory, ["pods"] = $"{settings.QuotaPods}" } },
        }));
    }

    private void AddSecrets()
    {
        if (settings.SecretStore is null)
        {
            tree.AddText($"{Folder}/{Secrets}.example", "# Copied to secrets.env, which is never committed, and filled in.\n" + string.Concat(SecretNames.Select(name => $"{name}=\n")));
            tree.AddText($"{Folder}/.gitignore", Secrets + "\n");
            return;
        }

        tree.Add($"{Folder}/external-secret.yaml", Labels.Object("external-secrets.io/v1", "ExternalSecret", PodTemplate.SecretName, PlatformComponent.Name, new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["refreshInterval"] = "1h",
                ["secretStoreRef"] = new JsonObject { ["kind"] = "ClusterSecretStore", ["name"] = settings.SecretStore },
                ["target"] = new JsonObject { ["name"] = PodTemplate.SecretName },
                ["data"] = new JsonArray([.. SecretNames.Select(name => (JsonNode)new JsonObject
                {
                    ["secretKey"] = name, ["remoteRef"] = new JsonObject { ["key"] = $"creditai/{settings.Name}", ["property"] = name },
                })]),
            },
        }));
    }

    private IEnumerable<JsonNode> Images()
    {
        foreach (var image in application.Workloads.Select(workload => (workload.Image, IsOurs: workload.Kind is WorkloadKind.Service or WorkloadKind.Job)).Distinct().OrderBy(item => item.Image, StringComparer.Ordinal))
        {
            var name = image.IsOurs ? image.Image : image.Image[..image.Image.LastIndexOf(':')];
            var digest = settings.Digests.GetValueOrDefault(name);
            if (!image.IsOurs && digest is null)
            {
                continue;
            }

            var entry = new JsonObject { ["name"] = name };
            if (image.IsOurs)
            {
                entry["newName"] = $"{settings.Registry}/{name}";
            }

            entry[digest is null ? "newTag" : "digest"] = digest ?? settings.Tag;
            yield return entry;
        }
    }

    private IEnumerable<JsonNode> Patches()
    {
        foreach (var workload in application.Workloads.Where(workload => workload.IsExternal && workload.Kind == WorkloadKind.Service))
        {
            yield return Patch("Ingress", workload.Name, $$"""
                - op: add
                  path: /metadata/annotations
                  value:
                    cert-manager.io/cluster-issuer: {{settings.ClusterIssuer}}
                    nginx.ingress.kubernetes.io/limit-rpm: "100"
                    nginx.ingress.kubernetes.io/proxy-body-size: 64m
                    nginx.ingress.kubernetes.io/ssl-redirect: "true"
                - op: add
                  path: /spec/rules/0/host
                  value: {{settings.Host}}
                - op: add
                  path: /spec/tls
                  value:
                    - hosts:
                        - {{settings.Host}}
                      secretName: {{workload.Name}}-certificate

                """);
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
            var name = application[workload].Kind == WorkloadKind.Postgres ? $"{workload}-(primary|replica)" : workload;
            yield return Patch("StatefulSet", name, $$"""
                - op: replace
                  path: /spec/volumeClaimTemplates/0/spec/resources/requests/storage
                  value: {{size}}

                """);
        }
    }

    private static JsonObject Patch(string kind, string name, string patch) => new() { ["target"] = new JsonObject { ["kind"] = kind, ["name"] = name }, ["patch"] = patch };
}
