using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;
using CreditAI.Hosting.Kubernetes.Kustomize.Components;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>An environment: the base under its namespace, with its settings document's numbers, images and secrets.</summary>
internal sealed class Overlay(ManifestTree tree, PublishedApplication application, EnvironmentSettings settings, IReadOnlyList<IComponent> components)
{
    private string Folder => $"overlays/{settings.Name}";

    public void Add()
    {
        AddNamespace();
        var secrets = new OverlaySecrets(tree, application, settings, components);
        secrets.Add();
        var kustomization = new JsonObject
        {
            ["namespace"] = settings.Namespace,
            ["resources"] = new JsonArray("../../base"),
            ["images"] = new JsonArray([.. Images()]),
            ["replicas"] = new JsonArray([.. settings.Replicas.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => (JsonNode)new JsonObject { ["name"] = item.Key, ["count"] = item.Value })]),
            ["patches"] = new JsonArray([.. new OverlayPatches(application, settings, components).All()]),
        };
        if (secrets.Generator is { } generator)
        {
            kustomization["secretGenerator"] = new JsonArray(generator);
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

    private IEnumerable<JsonNode> Images()
    {
        var images = application.Workloads.Select(workload => (workload.Image, IsOurs: workload.Kind is WorkloadKind.Service or WorkloadKind.Job))
            .Concat(components.SelectMany(component => component.Images).Select(image => (Image: image, IsOurs: false)));
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
}
