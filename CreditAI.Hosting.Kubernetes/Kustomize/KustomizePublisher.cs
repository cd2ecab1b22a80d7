using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;
using CreditAI.Hosting.Kubernetes.Kustomize.Components;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>An application as a Kustomize base, components and an overlay per environment.</summary>
internal static class KustomizePublisher
{
    /// <exception cref="InvalidDataException">A settings document names a workload that there is not.</exception>
    public static ManifestTree Publish(PublishedApplication application, IReadOnlyList<EnvironmentSettings> environments, OperationsFiles operations)
    {
        var tree = new ManifestTree();
        PlatformComponent.AddTo(tree);
        foreach (var workload in application.Workloads)
        {
            var folder = new ComponentFolder(tree, application, workload);
            switch (workload.Kind)
            {
                case WorkloadKind.Service:
                    ServiceComponent.AddTo(folder);
                    break;
                case WorkloadKind.Job:
                    JobComponent.AddTo(folder);
                    break;
                case WorkloadKind.Postgres:
                    PostgresComponent.AddTo(folder);
                    break;
                case WorkloadKind.Redis:
                    CacheComponent.AddTo(folder);
                    break;
                default:
                    StatefulComponent.AddTo(folder);
                    break;
            }
        }

        var components = AllComponents.With(operations);
        foreach (var component in components)
        {
            component.AddTo(tree, application);
        }

        ClusterFiles.AddTo(tree);
        tree.AddKustomization("base", new JsonObject
        {
            ["resources"] = new JsonArray([.. application.Workloads.Select(workload => workload.Name).Append(PlatformComponent.Name).Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]),
        });
        foreach (var environment in environments)
        {
            Check(environment, application, components);
            new Overlay(tree, application, environment, [.. components.Where(component => environment.Components.Contains(component.Name))]).Add();
            ContinuousDelivery.AddTo(tree, environment, application);
        }

        return tree;
    }

    private static void Check(EnvironmentSettings settings, PublishedApplication application, IReadOnlyList<IComponent> components)
    {
        string[] workloads = [.. application.Workloads.Select(workload => workload.Name)];
        Refuse(settings.Storage.Keys, [.. application.Workloads.Where(HasVolume).Select(workload => workload.Name)]);
        Refuse(settings.Settings.Keys, [.. workloads, TelemetryComponent.Collector]);
        Refuse(settings.Components, [.. components.Select(component => component.Name)]);
        if (settings.SecretStore is null && settings.Components.Contains(CloudNativePgComponent.Folder))
        {
            throw new InvalidDataException($"The settings of {settings.Name} name '{CloudNativePgComponent.Folder}', whose superuser's secret comes from a secretStore: name one.");
        }

        void Refuse(IEnumerable<string> named, string[] known)
        {
            if (named.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            {
                throw new InvalidDataException($"The settings of {settings.Name} name '{unknown}', which there is not: {string.Join(", ", known)}.");
            }
        }
    }

    private static bool HasVolume(PublishedWorkload workload)
        => workload.Kind is not (WorkloadKind.Service or WorkloadKind.Job) || workload.Resource.Annotations.OfType<ScratchAnnotation>().Any();
}
