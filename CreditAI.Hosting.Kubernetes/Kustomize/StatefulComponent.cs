using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>A container that keeps data, one pod: the object store.</summary>
internal static class StatefulComponent
{
    public const string Volume = "data";

    public static void AddTo(ComponentFolder folder)
    {
        var workload = folder.Workload;
        folder.AddServiceAccount();
        folder.AddService("service", folder.Name, Labels.Select(folder.Name));
        folder.AddService("service-nodes", $"{folder.Name}-nodes", Labels.Select(folder.Name), isHeadless: true);
        var container = PodTemplate.Container(folder.Name, workload.Image, "250m", "512Mi", "2Gi");
        if (workload.Resource is Aspire.Hosting.ApplicationModel.ContainerResource { Entrypoint: { } entrypoint })
        {
            container["command"] = new JsonArray(entrypoint);
        }

        container["args"] = new JsonArray([.. workload.Arguments.Select(argument => (JsonNode)PodEnvironment.Text(argument, folder.Application))]);
        container["env"] = Variables(folder);
        container["ports"] = new JsonArray([.. workload.Endpoints.Select(endpoint => (JsonNode)new JsonObject { ["name"] = endpoint.Name, ["containerPort"] = endpoint.TargetPort })]);
        container["readinessProbe"] = Open(workload.Endpoints[0].Name, 5, 3);
        container["livenessProbe"] = Open(workload.Endpoints[0].Name, 10, 6);
        foreach (var target in workload.Volumes)
        {
            container["volumeMounts"]!.AsArray().Add((JsonNode)PodTemplate.Mount(Volume, target));
        }

        folder.Add("stateful-set", "apps/v1", "StatefulSet", folder.Name, new JsonObject { ["spec"] = Set(folder.Name, Labels.Select(folder.Name), 1, PodTemplate.Of(Labels.Select(folder.Name), folder.Name, container, 999, PlatformComponent.Keeps)) });
        folder.AddDisruptionBudget(Labels.Select(folder.Name));
        folder.Close();
    }

    public static JsonObject Set(string name, JsonObject labels, int replicas, JsonObject template) => new()
    {
        ["serviceName"] = $"{name}-nodes",
        ["replicas"] = replicas,
        ["podManagementPolicy"] = "Parallel",
        ["selector"] = Labels.Match(labels),
        ["template"] = template,
        ["volumeClaimTemplates"] = new JsonArray(Claim(Volume)),
    };

    /// <summary>A volume of a size that the environment says.</summary>
    public static JsonObject Claim(string? name = null)
    {
        var claim = new JsonObject { ["spec"] = new JsonObject { ["accessModes"] = new JsonArray("ReadWriteOnce"), ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = "10Gi" } } } };
        if (name is not null)
        {
            claim.Insert(0, "metadata", new JsonObject { ["name"] = name });
        }

        return claim;
    }

    private static JsonArray Variables(ComponentFolder folder)
        => new([.. folder.Workload.Environment.Select(variable => (JsonNode)(variable.Value.Parts is [SecretPart secret]
            ? PodEnvironment.Secret(variable.Key, secret.Parameter)
            : new JsonObject { ["name"] = variable.Key, ["value"] = PodEnvironment.Text(variable.Value, folder.Application) }))]);

    private static JsonObject Open(string port, int period, int failures) => new() { ["tcpSocket"] = new JsonObject { ["port"] = port }, ["periodSeconds"] = period, ["failureThreshold"] = failures };
}
