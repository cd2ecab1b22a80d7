using System.Text.Json.Nodes;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>What the namespace holds whatever runs in it: nothing may speak but as said, names are resolved, and pods have limits.</summary>
internal static class PlatformComponent
{
    public const string Name = "platform";
    public const string Decides = "creditai-decides";
    public const string Keeps = "creditai-keeps";
    public const string Works = "creditai-works";

    public static void AddTo(ManifestTree tree)
    {
        tree.Add($"base/{Name}/deny-all.yaml", new Policy("deny-all", Name, [], isWhole: true));
        Add(tree, "allow-names", "networking.k8s.io/v1", "NetworkPolicy", "allow-names", new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["podSelector"] = new JsonObject(),
                ["policyTypes"] = new JsonArray("Egress"),
                ["egress"] = new JsonArray(new JsonObject
                {
                    ["to"] = new JsonArray(new JsonObject
                    {
                        ["namespaceSelector"] = Labels.Match(new JsonObject { ["kubernetes.io/metadata.name"] = "kube-system" }),
                        ["podSelector"] = Labels.Match(new JsonObject { ["k8s-app"] = "kube-dns" }),
                    }),
                    ["ports"] = new JsonArray(new JsonObject { ["protocol"] = "UDP", ["port"] = 53 }, new JsonObject { ["protocol"] = "TCP", ["port"] = 53 }),
                }),
            },
        });
        // cert-manager's own pods, which answer the authority's HTTP-01 challenge in this namespace.
        tree.Add($"base/{Name}/allow-challenges.yaml", new Policy("allow-challenges", Name, Labels.Match(new JsonObject { ["acme.cert-manager.io/http01-solver"] = "true" })).From(Policy.Namespace("ingress-nginx"), 8089));
        Add(tree, "limit-range", "v1", "LimitRange", "defaults", new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["limits"] = new JsonArray(new JsonObject
                {
                    ["type"] = "Container",
                    ["default"] = new JsonObject { ["memory"] = "512Mi" },
                    ["defaultRequest"] = new JsonObject { ["cpu"] = "100m", ["memory"] = "128Mi" },
                }),
            },
        });
        AddPriority(tree, Keeps, 900_000, "What keeps data: evicted last.");
        AddPriority(tree, Decides, 800_000, "What decides applications.");
        AddPriority(tree, Works, 500_000, "What can wait.");
        tree.AddKustomization($"base/{Name}");
    }

    private static void AddPriority(ManifestTree tree, string name, int value, string description)
        => Add(tree, $"priority-{name["creditai-".Length..]}", "scheduling.k8s.io/v1", "PriorityClass", name, new JsonObject { ["value"] = value, ["description"] = description });

    private static void Add(ManifestTree tree, string file, string apiVersion, string kind, string name, JsonObject body)
        => tree.Add($"base/{Name}/{file}.yaml", Labels.Object(apiVersion, kind, name, Name, body));
}
