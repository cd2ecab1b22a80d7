using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Hosting.Kubernetes;

/// <summary>What the application model says beside Aspire's own words of how a resource is published.</summary>
public static class PublishingExtensions
{
    /// <summary>In two slots, blue and green, of which one has the traffic.</summary>
    public static IResourceBuilder<ProjectResource> WithSlots(this IResourceBuilder<ProjectResource> builder) => builder.WithAnnotation(new SlotsAnnotation());

    /// <summary>May list what its namespace holds.</summary>
    public static IResourceBuilder<ProjectResource> WithClusterReader(this IResourceBuilder<ProjectResource> builder) => builder.WithAnnotation(new ClusterReaderAnnotation());

    /// <summary>May reach TCP ports outside of the cluster; without it, only what the model connects it with.</summary>
    public static IResourceBuilder<ProjectResource> ReachesOutside(this IResourceBuilder<ProjectResource> builder, params int[] ports) => builder.WithAnnotation(new OutsideAnnotation(ports));

    /// <summary>Has room of its own for as long as it runs: on a volume, not on its host's disk, sized by the settings' <c>storage</c>.</summary>
    /// <param name="path">Where the process finds it.</param>
    public static IResourceBuilder<ProjectResource> WithScratch(this IResourceBuilder<ProjectResource> builder, string path) => builder.WithAnnotation(new ScratchAnnotation(path));
}
