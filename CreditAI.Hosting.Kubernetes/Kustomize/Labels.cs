using System.Text.Json.Nodes;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>Kubernetes' recommended labels, and objects that carry them.</summary>
internal static class Labels
{
    public const string Name = "app.kubernetes.io/name";
    public const string Slot = "creditai/slot";
    public const string Role = "creditai/role";

    /// <summary>Of what a deployment applies at a moment of its own: "job" before traffic, "slot" by slot, "traffic" once, "worker" after the switch. The rest comes first.</summary>
    public const string Stage = "creditai/stage";

    /// <summary>Of the services whose metrics are read: of each pod by one of them.</summary>
    public const string Measured = "creditai/measured";

    public static JsonObject Object(string apiVersion, string kind, string name, string component, JsonObject? body = null)
    {
        var manifest = new JsonObject
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { [Name] = component, ["app.kubernetes.io/part-of"] = "creditai" } },
        };
        foreach (var (field, value) in body ?? [])
        {
            manifest[field] = value?.DeepClone();
        }

        return manifest;
    }

    public static JsonObject Select(string component, string? label = null, string? value = null)
    {
        var labels = new JsonObject { [Name] = component };
        if (label is not null)
        {
            labels[label] = value;
        }

        return labels;
    }

    /// <summary>Pods of any of these components.</summary>
    public static JsonObject AnyOf(IEnumerable<string> components) => new()
    {
        ["matchExpressions"] = new JsonArray(new JsonObject { ["key"] = Name, ["operator"] = "In", ["values"] = new JsonArray([.. components.Distinct().Select(component => (JsonNode)component)]) }),
    };

    public static JsonObject Match(JsonObject labels) => new() { ["matchLabels"] = labels };
}
