using System.Text.Json.Nodes;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>A NetworkPolicy, rule by rule.</summary>
/// <param name="name">Of the policy.</param>
/// <param name="component">That it is a part of.</param>
/// <param name="pods">Whose connections it allows: a label selector.</param>
/// <param name="isWhole">Whether it denies what it does not allow in either direction; otherwise one without a rule is not its business.</param>
internal sealed class Policy(string name, string component, JsonObject pods, bool isWhole = false)
{
    /// <summary>Every address, within the cluster and outside.</summary>
    public const string Anywhere = "0.0.0.0/0";

    private readonly JsonArray _ingress = [];
    private readonly JsonArray _egress = [];

    /// <param name="peer">Null for anybody.</param>
    /// <param name="ports">TCP; none for every port.</param>
    public Policy From(JsonObject? peer, params int[] ports) => With(_ingress, "from", peer, ports);

    /// <inheritdoc cref="From"/>
    public Policy To(JsonObject? peer, params int[] ports) => With(_egress, "to", peer, ports);

    public static JsonObject Pods(JsonObject labels) => new() { ["podSelector"] = Labels.Match(labels) };

    public static JsonObject Namespace(string name) => new() { ["namespaceSelector"] = Labels.Match(new JsonObject { ["kubernetes.io/metadata.name"] = name }) };

    public static JsonObject Addresses(string cidr) => new() { ["ipBlock"] = new JsonObject { ["cidr"] = cidr } };

    public JsonObject ToManifest()
    {
        var spec = new JsonObject { ["podSelector"] = pods.DeepClone(), ["policyTypes"] = new JsonArray([.. Directions().Select(direction => (JsonNode)direction.Type)]) };
        foreach (var (_, field, rules) in Directions())
        {
            spec[field] = rules.DeepClone();
        }

        return Labels.Object("networking.k8s.io/v1", "NetworkPolicy", name, component, new JsonObject { ["spec"] = spec });
    }

    private IEnumerable<(string Type, string Field, JsonArray Rules)> Directions()
        => new[] { ("Ingress", "ingress", _ingress), ("Egress", "egress", _egress) }.Where(direction => isWhole || direction.Item3.Count > 0);

    private Policy With(JsonArray rules, string direction, JsonObject? peer, int[] ports)
    {
        var rule = new JsonObject();
        if (peer is not null)
        {
            rule[direction] = new JsonArray(peer);
        }

        if (ports.Length > 0)
        {
            rule["ports"] = new JsonArray([.. ports.Select(port => (JsonNode)new JsonObject { ["protocol"] = "TCP", ["port"] = port })]);
        }

        rules.Add((JsonNode)rule);
        return this;
    }
}
