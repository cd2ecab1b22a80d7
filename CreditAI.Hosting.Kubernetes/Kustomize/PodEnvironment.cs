using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>Environment of a container: what is no secret from the component's ConfigMap, the rest from the Secret, composed by the kubelet.</summary>
internal static class PodEnvironment
{
    /// <summary>What goes into the ConfigMap: a line each.</summary>
    public static string Settings(PublishedWorkload workload, PublishedApplication application)
        => string.Concat(workload.Environment.Where(IsPlain).Select(variable => $"{variable.Key}={Text(variable.Value, application)}\n"));

    public static void AddTo(JsonObject container, PublishedWorkload workload, PublishedApplication application)
    {
        var variables = new JsonArray();
        var composed = workload.Environment.Where(variable => !IsPlain(variable)).ToList();
        foreach (var secret in composed.Where(variable => !IsWhole(variable.Value)).SelectMany(variable => variable.Value.Secrets).Concat(workload.Arguments.SelectMany(argument => argument.Secrets)).Distinct(StringComparer.Ordinal))
        {
            variables.Add(Secret(NameOf(secret), secret)); // Before what is composed of it.
        }

        foreach (var (name, value) in composed)
        {
            variables.Add(IsWhole(value) ? Secret(name, value.Secrets.Single()) : Variable(name, Text(value, application)));
        }

        if (variables.Count > 0)
        {
            container["env"] = variables;
        }

        if (workload.Environment.Any(IsPlain))
        {
            container["envFrom"] = new JsonArray(new JsonObject { ["configMapRef"] = new JsonObject { ["name"] = ConfigMapOf(workload) } });
        }
    }

    public static string ConfigMapOf(PublishedWorkload workload) => $"{workload.Name}-settings";

    public static JsonObject Variable(string name, string value) => new() { ["name"] = name, ["value"] = value };

    public static JsonObject Secret(string name, string key) => new()
    {
        ["name"] = name,
        ["valueFrom"] = new JsonObject { ["secretKeyRef"] = new JsonObject { ["name"] = PodTemplate.SecretName, ["key"] = key } },
    };

    public static string Text(PublishedValue value, PublishedApplication application)
    {
        var text = value.Text(endpoint => Address(endpoint, application), secret => $"$({NameOf(secret)})");

        // A client that knows all servers writes to the one that says it is the primary, and looks again after so many seconds.
        return value.Endpoints.Any(endpoint => application[endpoint.Workload].Kind == WorkloadKind.Redis) && value.Secrets.Any() ? $"{text},configCheckSeconds=10" : text;
    }

    private static bool IsPlain(KeyValuePair<string, PublishedValue> variable) => !variable.Value.Secrets.Any();

    private static bool IsWhole(PublishedValue value) => value.Parts is [SecretPart];

    private static string NameOf(string secret) => $"SECRET_{secret.Replace('-', '_').ToUpperInvariant()}";

    private static string Address(EndpointPart part, PublishedApplication application)
    {
        var workload = application[part.Workload];
        var endpoint = workload.Endpoints.First(endpoint => endpoint.Name == part.Endpoint);
        return endpoint.Text(part.Property, workload.Kind == WorkloadKind.Redis ? string.Join($":{endpoint.Port},", CacheComponent.Hosts(workload.Name)) : workload.Name, endpoint.Port);
    }
}
