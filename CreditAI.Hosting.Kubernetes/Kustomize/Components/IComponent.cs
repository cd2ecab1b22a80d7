using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize.Components;

/// <summary>A Kustomize component: what an environment has only where its settings document names it, since it wants something of the cluster or replaces a part of the base.</summary>
internal interface IComponent
{
    /// <summary>As settings documents and the folder below components name it.</summary>
    string Name { get; }

    /// <summary>Images of its own, with their tags.</summary>
    IEnumerable<string> Images => [];

    /// <summary>Names of secrets that it reads beside the application's own.</summary>
    IEnumerable<string> Secrets(PublishedApplication application) => [];

    void AddTo(ManifestTree tree, PublishedApplication application);
}
