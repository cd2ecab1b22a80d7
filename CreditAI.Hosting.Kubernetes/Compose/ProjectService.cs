using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;

namespace CreditAI.Hosting.Kubernetes.Compose;

/// <summary>A project's container: a service that runs, or a job that ends before services start.</summary>
internal sealed class ProjectService(PublishedWorkload workload, PublishedApplication application, EnvironmentSettings settings)
{
    private string Target => workload.Image[(workload.Image.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public JsonObject Body()
    {
        var service = new JsonObject { ["image"] = $"{settings.Registry}/{workload.Image}:{settings.Tag}" };
        if (settings.SecretStore is null)
        {
            service["build"] = new JsonObject { ["context"] = "../../..", ["dockerfile"] = "deploy/docker/Dockerfile", ["target"] = Target };
        }

        if (workload.Arguments.Count > 0)
        {
            service["command"] = new JsonArray([.. workload.Arguments.Select(argument => (JsonNode)ComposeText.Of(argument, application))]);
        }

        service["environment"] = Environment();
        service["depends_on"] = DependsOn();
        service["read_only"] = true;
        service["tmpfs"] = new JsonArray("/tmp");
        if (workload.Resource.Annotations.OfType<ScratchAnnotation>().FirstOrDefault() is { } scratch)
        {
            service["volumes"] = new JsonArray($"{workload.Name}-scratch:{scratch.Path}");
        }

        service["cap_drop"] = new JsonArray("ALL");
        if (workload.Kind == WorkloadKind.Job)
        {
            service["restart"] = "on-failure:10";
            return ContainerService.Restricted(service, "inner");
        }

        service["healthcheck"] = ContainerService.Health("CMD", $"/app/{Program}", "--probe");
        service["stop_grace_period"] = "60s";
        service["deploy"] = new JsonObject
        {
            ["replicas"] = workload.HasSlots ? settings.LeastReplicas : settings.Replicas.GetValueOrDefault(workload.Name, 1),
            ["resources"] = new JsonObject { ["limits"] = new JsonObject { ["memory"] = "1G" } },
        };
        return ContainerService.Restricted(service, [.. Networks()]);
    }

    private string Program => Path.GetFileNameWithoutExtension(((ProjectResource)workload.Resource).GetProjectMetadata().ProjectPath.Replace('\\', '/'));

    private JsonObject Environment()
    {
        var environment = ContainerService.Environment(workload, application);
        environment.Remove("Backup__Kubernetes"); // There is no namespace to back up.
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://collector:4317";
        environment["OTEL_SERVICE_NAME"] = workload.Name;
        foreach (var (name, value) in settings.Settings.GetValueOrDefault(workload.Name) ?? new Dictionary<string, string>())
        {
            environment[name] = value.Replace("$", "$$", StringComparison.Ordinal);
        }

        return environment;
    }

    // What it connects to must serve; a service also waits for the jobs that run before every deployment.
    private JsonObject DependsOn()
    {
        var depends = new JsonObject();
        foreach (var reached in workload.Reaches.Select(reached => application[reached.Workload]).DistinctBy(reached => reached.Name))
        {
            var isChecked = reached.Kind is WorkloadKind.Postgres or WorkloadKind.Redis or WorkloadKind.Service;
            depends[reached.Name] = new JsonObject { ["condition"] = isChecked ? "service_healthy" : "service_started" };
        }

        foreach (var job in application.Workloads.Where(job => job.Kind == WorkloadKind.Job && workload.Kind == WorkloadKind.Service))
        {
            depends[job.Name] = new JsonObject { ["condition"] = "service_completed_successfully" };
        }

        return depends;
    }

    private IEnumerable<string> Networks()
    {
        yield return "inner";
        if (workload.IsExternal)
        {
            yield return "edge";
        }

        if (workload.Resource.Annotations.OfType<OutsideAnnotation>().Any())
        {
            yield return "outside";
        }
    }
}
