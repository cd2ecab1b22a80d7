using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>An application as a Kustomize base, components and an overlay per environment.</summary>
internal static class KustomizePublisher
{
    /// <exception cref="InvalidDataException">A settings document names a workload that there is not.</exception>
    public static ManifestTree Publish(PublishedApplication application, IReadOnlyList<EnvironmentSettings> environments, IReadOnlyDictionary<string, string>? rules = null)
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
                default:
                    StatefulComponent.AddTo(folder);
                    break;
            }
        }

        MonitoringComponent.AddTo(tree, application, rules ?? new Dictionary<string, string>());
        tree.AddKustomization("base", new JsonObject
        {
            ["resources"] = new JsonArray([.. application.Workloads.Select(workload => workload.Name).Append(PlatformComponent.Name).Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]),
        });
        foreach (var environment in environments)
        {
            Check(environment, application);
            new Overlay(tree, application, environment).Add();
        }

        return tree;
    }

    private static void Check(EnvironmentSettings settings, PublishedApplication application)
    {
        var unknown = settings.Settings.Keys.Concat(settings.Storage.Keys).FirstOrDefault(name => application.Workloads.All(workload => workload.Name != name));
        if (unknown is not null)
        {
            throw new InvalidDataException($"The settings of {settings.Name} name '{unknown}', which the application does not have: {string.Join(", ", application.Workloads.Select(workload => workload.Name))}.");
        }
    }
}
