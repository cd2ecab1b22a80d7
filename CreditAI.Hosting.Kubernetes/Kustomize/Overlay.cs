using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;
using CreditAI.Hosting.Kubernetes.Kustomize.Components;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>An environment: the base under its namespace, with its settings document's numbers, images and secrets.</summary>
internal sealed class Overlay(ManifestTree tree, PublishedApplication application, EnvironmentSettings settings, IReadOnlyList<IComponent> components)
{
    private const string Secrets = "secrets.env";

    private string Folder => $"overlays/{settings.Name}";

    private IEnumerable<string> SecretNames => application.Secrets.Append(PostgresComponent.ReplicationSecret).Append(PostgresComponent.MonitorSecret).Append(PostgresComponent.OwnerSecret).Distinct()
        .Concat(components.SelectMany(component => component.Secrets(application))).Order(StringComparer.Ordinal);

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

        if (components.Count > 0)
        {
            kustomization["components"] = new JsonArray([.. components.Select(component => (JsonNode)$"../../components/{component.Name}")]);
        }

        if (settings.Settings.Count > 0)
        {
            kustomization["configMapGenerator"] = new JsonArray([.. settings.Settings.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => (JsonNode)new JsonObject
            {
                ["name"] = $"{item.Key}-settings",
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

        AddExternalSecret("external-secret", PodTemplate.SecretName, new JsonObject { ["name"] = PodTemplate.SecretName }, SecretNames.Select(name => (name, name)));
        foreach (var server in application.Workloads.Where(workload => workload.Kind == WorkloadKind.Postgres && Has(CloudNativePgComponent.Folder)))
        {
            var name = CloudNativePgComponent.SuperuserSecret(server);
            var template = new JsonObject { ["type"] = "kubernetes.io/basic-auth", ["data"] = new JsonObject { ["username"] = "postgres", ["password"] = "{{ .password }}" } };
            AddExternalSecret($"external-secret-{server.Name}", name, new JsonObject { ["name"] = name, ["template"] = template }, [("password", server.Secrets.Single())]);
            var owner = CloudNativePgComponent.OwnerSecret(server);
            var ownerTemplate = new JsonObject { ["type"] = "kubernetes.io/basic-auth", ["data"] = new JsonObject { ["username"] = PostgresComponent.Owner, ["password"] = "{{ .password }}" } };
            AddExternalSecret($"external-secret-{server.Name}-owner", owner, new JsonObject { ["name"] = owner, ["template"] = ownerTemplate }, [("password", PostgresComponent.OwnerSecret)]);
        }
    }

    private void AddExternalSecret(string file, string name, JsonObject target, IEnumerable<(string Key, string Property)> data)
        => tree.Add($"{Folder}/{file}.yaml", Labels.Object("external-secrets.io/v1", "ExternalSecret", name, PlatformComponent.Name, new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["refreshInterval"] = "1h",
                ["secretStoreRef"] = new JsonObject { ["kind"] = "ClusterSecretStore", ["name"] = settings.SecretStore },
                ["target"] = target,
                ["data"] = new JsonArray([.. data.Select(item => (JsonNode)new JsonObject
                {
                    ["secretKey"] = item.Key, ["remoteRef"] = new JsonObject { ["key"] = $"creditai/{settings.Name}", ["property"] = item.Property },
                })]),
            },
        }));

    private IEnumerable<JsonNode> Images()
    {
        var images = application.Workloads.Select(workload => (workload.Image, IsOurs: workload.Kind is WorkloadKind.Service or WorkloadKind.Job))
            .Concat(components.SelectMany(component => component.Images).Select(image => (Image: $"{image}:", IsOurs: false)));
        foreach (var image in images.Distinct().OrderBy(item => item.Image, StringComparer.Ordinal))
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
        yield return Patch("Ingress", $"^{workload.Name}$", $$"""
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
        if (workload.HasSlots)
        {
            yield return Patch("Ingress", $"^{ServiceComponent.CanaryOf(workload)}$", $$"""
                - op: add
                  path: /metadata/annotations
                  value:
                    nginx.ingress.kubernetes.io/canary: "true"
                    nginx.ingress.kubernetes.io/canary-weight: "0"
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
