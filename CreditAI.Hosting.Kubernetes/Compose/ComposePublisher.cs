using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;
using CreditAI.Hosting.Kubernetes.Kustomize;

namespace CreditAI.Hosting.Kubernetes.Compose;

/// <summary>An application as one Compose project per environment, on one host: the same workloads, settings and names as in a cluster.</summary>
internal static class ComposePublisher
{
    public static ManifestTree Publish(PublishedApplication application, IReadOnlyList<EnvironmentSettings> environments)
    {
        var tree = new ManifestTree();
        Operations.AddTo(tree, application);
        foreach (var environment in environments)
        {
            new ComposeProject(tree, application, environment).Add();
        }

        return tree;
    }
}
