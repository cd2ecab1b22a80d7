using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Compose;

/// <summary>A container that keeps data: the cache and the object store.</summary>
internal static class ContainerService
{
    public static JsonObject Body(PublishedWorkload workload, PublishedApplication application)
    {
        var service = new JsonObject { ["image"] = workload.Image };
        if (workload.Resource is ContainerResource { Entrypoint: { } entrypoint })
        {
            service["entrypoint"] = new JsonArray(entrypoint);
        }

        service["command"] = new JsonArray([.. workload.Arguments.Select(argument => (JsonNode)ComposeText.Of(argument, application))]);
        service["environment"] = Environment(workload, application);
        service["volumes"] = new JsonArray([.. workload.Volumes.Select(target => (JsonNode)$"{workload.Name}:{target}")]);
        if (workload.Kind == WorkloadKind.Redis)
        {
            service["healthcheck"] = Health("CMD-SHELL", "REDISCLI_AUTH=$$REDIS_PASSWORD redis-cli ping | grep -q PONG");
        }

        return Restricted(service, "inner");
    }

    public static JsonObject Environment(PublishedWorkload workload, PublishedApplication application)
    {
        var environment = new JsonObject();
        foreach (var (name, value) in workload.Environment)
        {
            environment[name] = ComposeText.Of(value, application);
        }

        return environment;
    }

    public static JsonObject Health(params string[] test)
        => new() { ["test"] = new JsonArray([.. test.Select(word => (JsonNode)word)]), ["interval"] = "5s", ["timeout"] = "5s", ["retries"] = 12, ["start_period"] = "30s" };

    /// <summary>No new privileges, restarted with the host, on the networks it needs.</summary>
    public static JsonObject Restricted(JsonObject service, params string[] networks)
    {
        service["security_opt"] = new JsonArray("no-new-privileges:true");
        service["networks"] = new JsonArray([.. networks.Select(network => (JsonNode)network)]);
        service["restart"] ??= "unless-stopped";
        return service;
    }
}
