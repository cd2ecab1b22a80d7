using System.Text.Json.Nodes;

namespace CreditAI.Backups.Objects.Kubernetes;

/// <summary>What a cluster makes by itself, and would stand in the way when it were applied to another.</summary>
internal static class ClusterOwned
{
    private static readonly HashSet<string> Resources = new(StringComparer.Ordinal)
    {
        "controllerrevisions", "endpoints", "endpointslices", "events", "leases", "pods", "podmetrics", "podtemplates", "replicasets",
    };

    private static readonly string[] Added = ["managedFields", "resourceVersion", "uid", "creationTimestamp", "generation", "selfLink"];

    /// <summary>Metrics are measured anew.</summary>
    public static bool IsKeptGroup(string groupVersion) => !groupVersion.Split('/')[0].EndsWith("metrics.k8s.io", StringComparison.Ordinal);

    /// <param name="resource">In the plural, as in the path.</param>
    public static bool IsKept(string resource) => !Resources.Contains(resource);

    /// <summary>An object without what the cluster added; null when it is of the cluster's own making altogether.</summary>
    public static JsonObject? Without(JsonObject found)
    {
        var metadata = found["metadata"]!.AsObject();
        var isOwned = metadata["ownerReferences"] is JsonArray { Count: > 0 } || ((string?)found["kind"], (string?)metadata["name"]) is ("ConfigMap", "kube-root-ca.crt") or ("ServiceAccount", "default")
            || (string?)found["type"] == "kubernetes.io/service-account-token";
        if (isOwned)
        {
            return null;
        }

        found.Remove("status");
        foreach (var name in Added)
        {
            metadata.Remove(name);
        }

        if (found["spec"] is JsonObject spec)
        {
            switch ((string?)found["kind"])
            {
                case "Service" when (string?)spec["clusterIP"] != "None":
                    spec.Remove("clusterIP");
                    spec.Remove("clusterIPs");
                    break;
                case "PersistentVolumeClaim":
                    spec.Remove("volumeName"); // The volume is lost with its cluster; the claim gets another.
                    (metadata["annotations"] as JsonObject)?.Remove("pv.kubernetes.io/bind-completed");
                    (metadata["annotations"] as JsonObject)?.Remove("pv.kubernetes.io/bound-by-controller");
                    break;
            }
        }

        return found;
    }
}
