using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;
using CreditAI.Hosting.Kubernetes.Kustomize.Components;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>Where an environment's secrets come from: a file that is in no repository, or the platform's store by External Secrets.</summary>
internal sealed class OverlaySecrets(ManifestTree tree, PublishedApplication application, EnvironmentSettings settings, IReadOnlyList<IComponent> components)
{
    private const string File = "secrets.env";

    private readonly string _folder = $"overlays/{settings.Name}";

    /// <summary>What makes the Secret of the file; null where the store does.</summary>
    public JsonObject? Generator => settings.SecretStore is null ? new JsonObject { ["name"] = PodTemplate.SecretName, ["envs"] = new JsonArray(File) } : null;

    private IEnumerable<string> Names => application.Secrets.Concat(PostgresComponent.RoleSecrets).Concat(components.SelectMany(component => component.Secrets(application)))
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public void Add()
    {
        if (settings.SecretStore is null)
        {
            tree.AddText($"{_folder}/{File}.example", "# Copied to secrets.env, which is never committed, and filled in.\n" + string.Concat(Names.Select(name => $"{name}=\n")));
            tree.AddText($"{_folder}/.gitignore", File + "\n");
            return;
        }

        AddExternalSecret("external-secret", PodTemplate.SecretName, new JsonObject { ["name"] = PodTemplate.SecretName }, Names.Select(name => (name, name)));
        foreach (var server in application.Workloads.Where(workload => workload.Kind == WorkloadKind.Postgres && components.Any(component => component.Name == CloudNativePgComponent.Folder)))
        {
            AddLogin($"external-secret-{server.Name}", CloudNativePgComponent.SuperuserSecret(server), "postgres", server.Secrets.Single());
            AddLogin($"external-secret-{server.Name}-owner", CloudNativePgComponent.OwnerSecret(server), PostgresComponent.Owner, PostgresComponent.OwnerSecret);
        }
    }

    private void AddLogin(string file, string name, string user, string property)
    {
        var template = new JsonObject { ["type"] = "kubernetes.io/basic-auth", ["data"] = new JsonObject { ["username"] = user, ["password"] = "{{ .password }}" } };
        AddExternalSecret(file, name, new JsonObject { ["name"] = name, ["template"] = template }, [("password", property)]);
    }

    private void AddExternalSecret(string file, string name, JsonObject target, IEnumerable<(string Key, string Property)> data)
        => tree.Add($"{_folder}/{file}.yaml", Labels.Object("external-secrets.io/v1", "ExternalSecret", name, PlatformComponent.Name, new JsonObject
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
}
