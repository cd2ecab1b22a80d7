using System.Text.Json.Nodes;

namespace CreditAI.Hosting.Kubernetes.Kustomize.Components;

/// <summary>A patch that takes an object of the base away.</summary>
internal static class Deletion
{
    public static JsonObject Of(string apiVersion, string kind, string name) => new()
    {
        ["patch"] = $"""
            $patch: delete
            apiVersion: {apiVersion}
            kind: {kind}
            metadata:
              name: {name}

            """,
    };
}
