using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;
using CreditAI.Hosting.Kubernetes.Kustomize;

namespace CreditAI.Hosting.Kubernetes.Compose;

/// <summary>The Compose file of an environment, with what lies beside it.</summary>
internal sealed class ComposeProject(ManifestTree tree, PublishedApplication application, EnvironmentSettings settings)
{
    private const string Secrets = "secrets.env";

    // Of what only this project has.
    private const string GrafanaSecret = "grafana-password";

    public void Add()
    {
        var services = new JsonObject();
        foreach (var workload in application.Workloads)
        {
            switch (workload.Kind)
            {
                case WorkloadKind.Postgres:
                    services[workload.Name] = PostgresService.Primary(workload, application);
                    services[$"{workload.Name}-replica"] = PostgresService.Replica(workload, application);
                    services[$"{workload.Name}-exporter"] = Operations.PostgresExporter(workload);
                    break;
                case WorkloadKind.Service or WorkloadKind.Job:
                    services[workload.Name] = new ProjectService(workload, application, settings).Body();
                    break;
                default:
                    services[workload.Name] = ContainerService.Body(workload, application);
                    break;
            }
        }

        foreach (var (name, service) in Operations.Services(application, ComposeText.Secret(GrafanaSecret)))
        {
            services[name] = service;
        }

        var volumes = new JsonObject();
        foreach (var name in services.SelectMany(service => VolumesOf(service.Value!)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            volumes[name] = new JsonObject();
        }

        tree.Add($"{settings.Name}/compose.yaml", new JsonObject
        {
            ["name"] = $"creditai-{settings.Name}",
            ["services"] = services,
            ["networks"] = new JsonObject { ["edge"] = new JsonObject(), ["inner"] = new JsonObject { ["internal"] = true }, ["outside"] = new JsonObject() },
            ["volumes"] = volumes,
        });
        tree.AddText($"{settings.Name}/nginx.conf", Edge.Settings(application.Workloads.First(workload => workload.IsExternal && workload.Kind == WorkloadKind.Service), settings));
        tree.AddText($"{settings.Name}/{Secrets}.example", "# Copied to secrets.env, which is never committed, and filled in.\n" + string.Concat(SecretNames.Select(name => $"{ComposeText.Variable(name)}=\n")));
        tree.AddText($"{settings.Name}/.gitignore", $"{Secrets}\nalertmanager/\ncertificates/\n");
    }

    private IEnumerable<string> SecretNames => application.Secrets.Concat(PostgresComponent.RoleSecrets).Append(GrafanaSecret).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<string> VolumesOf(JsonNode service)
        => (service["volumes"] as JsonArray ?? []).Select(mount => ((string)mount!).Split(':')[0]).Where(source => !source.StartsWith('.'));
}
