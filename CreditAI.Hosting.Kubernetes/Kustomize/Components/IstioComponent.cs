using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize.Components;

/// <summary>The namespace in Istio's ambient mesh: mutual TLS between all pods, without sidecars, which Pod Security "restricted" would refuse.</summary>
internal sealed class IstioComponent : IComponent
{
    private const int Mesh = 15008;

    public string Name => "istio";

    public void AddTo(ManifestTree tree, PublishedApplication application)
    {
        tree.Add($"components/{Name}/peer-authentication.yaml", """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata:
              name: mutual-tls
              labels:
                app.kubernetes.io/name: platform
                app.kubernetes.io/part-of: creditai
            spec:
              mtls:
                mode: STRICT

            """);

        // The mesh carries every connection to one port, and asks the kubelet's probes from its own link-local address.
        tree.Add($"components/{Name}/network-policy.yaml", new Policy("mesh", PlatformComponent.Name, [])
            .From(null, Mesh).From(Policy.Addresses("169.254.7.127/32")).To(null, Mesh));
        tree.AddKustomization(
            $"components/{Name}",
            new JsonObject
            {
                ["patches"] = new JsonArray(Patch("Namespace", "/metadata/labels/istio.io~1dataplane-mode", "ambient"), Patch("Deployment", "/spec/template/metadata/annotations", "sidecar.istio.io/inject: \"false\"")),
            },
            isComponent: true);
    }

    private static JsonObject Patch(string kind, string path, string value) => new()
    {
        ["target"] = new JsonObject { ["kind"] = kind },
        ["patch"] = $"""
            - op: add
              path: {path}
              value:{(value.Contains(':', StringComparison.Ordinal) ? "\n    " : " ")}{value}

            """,
    };
}
