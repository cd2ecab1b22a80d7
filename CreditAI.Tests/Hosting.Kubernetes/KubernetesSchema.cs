using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CreditAI.Tests.Scoring;

namespace CreditAI.Tests.Hosting.Kubernetes;

/// <summary>The API's definitions, held against objects as strictly as a server does that was asked to: what it does not know is an error.</summary>
internal sealed partial class KubernetesSchema
{
    private readonly JsonObject _definitions = JsonNode.Parse(File.ReadAllText(Reference.File("schemas/kubernetes-1.30-definitions.json")))!["definitions"]!.AsObject();

    /// <summary>What is wrong with an object; nothing when it is of a kind that the API itself does not have.</summary>
    public IEnumerable<string> Faults(JsonObject manifest)
    {
        var (group, version) = ((string)manifest["apiVersion"]!).Split('/') is [var left, var right] ? (left, right) : ("", (string)manifest["apiVersion"]!);
        var definition = _definitions.FirstOrDefault(item => item.Value!["x-kubernetes-group-version-kind"] is JsonArray kinds && kinds.Any(kind =>
            (string)kind!["group"]! == group && (string)kind["version"]! == version && (string)kind["kind"]! == (string)manifest["kind"]!)).Value;
        return definition is null ? [$"unknown kind {manifest["apiVersion"]} {manifest["kind"]}"] : Faults("", manifest, definition.AsObject());
    }

    private IEnumerable<string> Faults(string path, JsonNode? node, JsonObject schema)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            var name = reference[(reference.LastIndexOf('/') + 1)..];
            return name switch
            {
                "io.k8s.apimachinery.pkg.api.resource.Quantity" => IsQuantity(node) ? [] : [$"{path}: {node} is no quantity"],
                "io.k8s.apimachinery.pkg.util.intstr.IntOrString" => node?.GetValueKind() is JsonValueKind.Number or JsonValueKind.String ? [] : [$"{path}: {node} is neither a number nor a string"],
                _ => Faults(path, node, _definitions[name]!.AsObject()),
            };
        }

        return ((string?)schema["type"], node) switch
        {
            (_, null) => [$"{path}: null"],
            ("object" or null, JsonObject fields) when schema["properties"] is JsonObject properties => FieldFaults(path, fields, properties, schema["required"] as JsonArray ?? []),
            ("object" or null, JsonObject fields) when schema["additionalProperties"] is JsonObject each => fields.SelectMany(field => Faults($"{path}.{field.Key}", field.Value, each)),
            ("object" or null, JsonObject) => [],
            ("array", JsonArray items) => items.SelectMany((item, index) => Faults($"{path}[{index}]", item, schema["items"]!.AsObject())),
            ("string", JsonValue value) when value.GetValueKind() == JsonValueKind.String => [],
            ("integer", JsonValue value) when value.TryGetValue<long>(out _) => [],
            ("number", JsonValue value) when value.GetValueKind() == JsonValueKind.Number => [],
            ("boolean", JsonValue value) when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => [],
            var (type, other) => [$"{path}: {other.ToJsonString()} is no {type}"],
        };
    }

    private IEnumerable<string> FieldFaults(string path, JsonObject fields, JsonObject properties, JsonArray required)
        => fields.SelectMany(field => properties[field.Key] is JsonObject schema ? Faults($"{path}.{field.Key}", field.Value, schema) : [$"{path}.{field.Key} is unknown"])
            .Concat(required.Where(name => !fields.ContainsKey((string)name!)).Select(name => $"{path}.{name} is missing"));

    private static bool IsQuantity(JsonNode? node) => node is JsonValue value && (value.GetValueKind() == JsonValueKind.Number || Quantity().IsMatch(Convert.ToString(value.GetValue<string>(), CultureInfo.InvariantCulture)!));

    [GeneratedRegex(@"^[+-]?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$")]
    private static partial Regex Quantity();
}
