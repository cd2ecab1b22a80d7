using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CreditAI.Tests.Hosting.Kubernetes;

/// <summary>deploy/kubernetes as it is committed.</summary>
internal static class PublishedFiles
{
    private static readonly string[] OfOperators =
        ["argoproj.io", "autoscaling.k8s.io", "external-secrets.io", "gateway.networking.k8s.io", "monitoring.coreos.com", "postgresql.cnpg.io", "security.istio.io"];

    public static string Root => RepositoryFiles.Path("deploy", "kubernetes");

    /// <summary>Every object, by path; kustomizations are none.</summary>
    public static IEnumerable<(string Path, JsonObject Manifest)> Objects()
        => Directory.EnumerateFiles(Root, "*.yaml", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "kustomization.yaml").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(Root, path), Parse(File.ReadAllText(path)).Single()));

    public static IEnumerable<JsonObject> Parse(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        parser.Consume<StreamStart>();
        while (parser.TryConsume<DocumentStart>(out _))
        {
            yield return Node(parser)!.AsObject();
            parser.Consume<DocumentEnd>();
        }
    }

    /// <summary>Of a kind that an operator defines: there is no schema of it here.</summary>
    public static bool IsOfOperators(JsonObject manifest) => OfOperators.Contains(((string)manifest["apiVersion"]!).Split('/')[0]);

    /// <summary>Every pod template below an object.</summary>
    public static IEnumerable<JsonObject> PodSpecs(JsonObject manifest)
        => Templates(manifest).Select(template => template["spec"]!.AsObject());

    public static IEnumerable<JsonObject> Templates(JsonObject manifest) => manifest["spec"]?["template"] is JsonObject template ? [template] : [];

    private static JsonNode? Node(Parser parser)
    {
        if (parser.TryConsume<MappingStart>(out _))
        {
            var fields = new JsonObject();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                fields.Add(parser.Consume<Scalar>().Value, Node(parser)); // Twice the same name is an error.
            }

            return fields;
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(parser));
            }

            return items;
        }

        // As kubectl reads it: YAML 1.1, whose yes and no are booleans.
        var scalar = parser.Consume<Scalar>();
        return scalar.Style != ScalarStyle.Plain ? scalar.Value : scalar.Value.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "y" => true,
            "false" or "no" or "off" or "n" => false,
            "null" or "~" or "" => null,
            _ when long.TryParse(scalar.Value, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
            _ when double.TryParse(scalar.Value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
            _ => scalar.Value,
        };
    }
}
